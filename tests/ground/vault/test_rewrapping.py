"""Exchanging the wrapping key: killed at every row it goes on, and every field opens afterwards."""

import uuid
from typing import Final
from unittest.mock import patch

import pytest
from django.db import connections

from clew.ground.accounts import keychange
from clew.ground.vault import housekeys, keyring, permits, rewrapping, root
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.keyfile import KEY_BYTES
from clew.ground.vault.models import DataKey, HouseKey
from clew.ground.vault.root import WrongRootKey
from clew.ground.vault.sealing import Column, seal, unseal
from tests.cast import CANARY
from tests.ground.vault.killing import killed_in, killing_at
from tests.ground.vault.test_keys import keyring_bytes

NAME: Final = Column.of("person", "full_name", Compartment.IDENTITY)
PEOPLE: Final = 5
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_secrets")]


class Sealed:
    """Some people, each with a value, and whether all of them can be read."""

    def __init__(self) -> None:
        self.row = uuid.uuid4()
        self.subjects = [uuid.uuid4() for _ in range(PEOPLE)]
        self.values = [seal(f"{CANARY} {s}", NAME, self.row, s) for s in self.subjects]

    def all_open(self) -> bool:
        permits.clear()
        permits.grant(self.subjects, [Compartment.IDENTITY])
        opened = [
            unseal(value, NAME, self.row, subject)
            for value, subject in zip(self.values, self.subjects, strict=True)
        ]
        return opened == [f"{CANARY} {subject}" for subject in self.subjects]


def versions() -> set[int]:
    return set(DataKey.objects.values_list("wrapped_under", flat=True))


@pytest.mark.both
def test_every_key_is_wrapped_anew_and_the_old_version_is_nowhere() -> None:
    sealed = Sealed()
    assert versions() == {1}
    done = keychange.rotate_wrapping(batch=2)
    assert done == rewrapping.Rewrapped(wrapped=PEOPLE, version=2)
    assert versions() == {2}
    assert sealed.all_open()
    assert list(root.held().wrapping) == [2]
    assert set(HouseKey.objects.filter(use="wrapping").values_list("version", flat=True)) == {2}
    later = uuid.uuid4()
    seal(CANARY, NAME, sealed.row, later)
    assert DataKey.objects.get(subject=later).wrapped_under == 2


@pytest.mark.both
@pytest.mark.parametrize("at", range(1, PEOPLE + 2))
def test_killed_at_any_row_it_goes_on_and_one_version_is_left(at: int) -> None:
    sealed = Sealed()

    def rotate() -> None:
        with patch.object(keyring, "wrap", killing_at(keyring.wrap, at)):
            keychange.rotate_wrapping(batch=2)

    assert killed_in(rotate) is (at <= PEOPLE)
    assert sealed.all_open(), "what was sealed opens in the middle of it too"
    assert versions() <= {1, 2}
    keychange.rotate_wrapping(batch=2)
    left = {2} if at <= PEOPLE else {3}  # red control: not killed, the second run is one of its own
    assert versions() == left
    assert sealed.all_open()
    assert set(root.held().wrapping) == left


@pytest.mark.both
def test_killed_before_the_old_secret_is_destroyed_it_is_destroyed_by_the_next_run() -> None:
    sealed = Sealed()

    def rotate() -> None:
        with patch.object(housekeys, "drop", killing_at(housekeys.drop, 1)):
            keychange.rotate_wrapping()

    assert killed_in(rotate)
    assert HouseKey.objects.filter(use="wrapping").count() == 2
    assert keychange.rotate_wrapping() == rewrapping.Rewrapped(wrapped=0, version=2)
    assert HouseKey.objects.filter(use="wrapping").count() == 1
    assert sealed.all_open()


@pytest.mark.both
def test_a_key_that_does_not_open_to_the_same_stops_it_and_nothing_of_its_batch_is_kept() -> None:
    sealed = Sealed()
    real = keyring.wrap

    def wrong(row: DataKey, _key: bytes, version: int) -> None:
        real(row, bytes(KEY_BYTES), version)

    with patch.object(keyring, "wrap", wrong), pytest.raises(rewrapping.NotTheSame):
        keychange.rotate_wrapping()
    assert versions() == {1}
    assert sealed.all_open()
    assert keychange.rotate_wrapping().wrapped == PEOPLE  # red control
    assert sealed.all_open()


def test_wrapped_bytes_of_before_are_in_no_file_of_the_keyring() -> None:
    if connections["keyring"].vendor != "sqlite":
        pytest.skip("reads the files of SQLite")
    Sealed()
    before = [bytes(key.wrapped) for key in DataKey.objects.all()]
    assert all(key in keyring_bytes() for key in before)  # red control
    keychange.rotate_wrapping()
    assert not any(key in keyring_bytes() for key in before)


@pytest.mark.both
def test_after_the_root_key_is_exchanged_the_old_one_opens_nothing_and_the_new_one_all() -> None:
    sealed = Sealed()
    chain = root.derive("audit chain")
    old, new = bytearray(b"o" * KEY_BYTES), bytearray(b"n" * KEY_BYTES)
    housekeys.seal_under(bytearray(old))
    assert housekeys.open_with(old).derived == root.held().derived  # red control
    keychange.exchange_root(bytearray(new))
    with pytest.raises(WrongRootKey):
        housekeys.open_with(old)
    root.hold(housekeys.open_with(new))
    assert sealed.all_open()
    assert root.derive("audit chain") == chain, "chain, tokens and sessions stay what they were"


@pytest.mark.both
def test_another_process_wraps_under_the_version_that_is_in_force_now() -> None:
    # A second process of a shared installation: it holds what it read when it opened.
    Sealed()
    housekeys.keep(root.held())
    elsewhere = root.Held(
        bytearray(root.held().derived),
        {1: bytearray(root.held().wrapping[1])},
        1,
        root.held().sealing,
    )
    keychange.rotate_wrapping()
    root.hold(elsewhere)
    permits.clear()
    subject = uuid.uuid4()
    seal(CANARY, NAME, uuid.uuid4(), subject)
    assert DataKey.objects.get(subject=subject).wrapped_under == 2
