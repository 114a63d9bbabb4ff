"""Sealing one value: it opens in its own place, and nowhere else."""

import secrets
import uuid
from typing import Final

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from clew.ground.accounts.models import Organisation
from clew.ground.audit import reads
from clew.ground.audit.chain import House
from clew.ground.vault import permits, sealing
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.keyring import KeyDestroyed
from clew.ground.vault.models import DataKey
from clew.ground.vault.permits import NoTrace
from clew.ground.vault.sealing import Altered, Column, Sealed, seal, unseal
from clew.survivor.people.models import Person
from tests.cast import CANARY

NAME: Final = Column.of("person", "full_name", Compartment.IDENTITY)
CALLED: Final = Column.of("person", "called", Compartment.IDENTITY)
OTHER_TABLE: Final = Column.of("claim", "full_name", Compartment.IDENTITY)
PHONE: Final = Column.of("person", "full_name", Compartment.CONTACT)
JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def permit(*subjects: uuid.UUID) -> None:
    """Permit everything of some subjects, as `audit` does after it has written a trace."""
    permits.grant(subjects, list(Compartment))


class AnyValue(TestCase):
    """Each example in a transaction of its own."""

    databases = ("default", "keyring")

    @given(value=JSON | st.text(st.characters()))  # half surrogate pairs too
    def test_whatever_is_sealed_comes_back_as_it_was(self, value: object) -> None:
        permits.clear()
        row, subject = uuid.uuid4(), uuid.uuid4()
        sealed = seal(value, NAME, row, subject)
        permit(subject)
        assert unseal(sealed, NAME, row, subject) == value

    @given(at=st.integers(min_value=0), bit=st.integers(0, 7), text=st.text())
    def test_one_flipped_bit_anywhere_is_refused(self, at: int, bit: int, text: str) -> None:
        permits.clear()
        row, subject = uuid.uuid4(), uuid.uuid4()
        stored = bytearray(seal(text, NAME, row, subject).stored)
        stored[at % len(stored)] ^= 1 << bit
        permit(subject)
        # A bit of the key's own number names a key that there is not.
        with pytest.raises((Altered, KeyDestroyed)):
            unseal(Sealed(bytes(stored)), NAME, row, subject)


@pytest.mark.django_db
@pytest.mark.parametrize("length", [0, 1, 16, 17, 28, 29, 44])
def test_a_value_that_was_cut_short_is_refused(length: int) -> None:
    row, subject = uuid.uuid4(), uuid.uuid4()
    stored = seal(f"Marek {CANARY}", NAME, row, subject).stored
    permit(subject)
    with pytest.raises((Altered, KeyDestroyed)):
        unseal(Sealed(stored[:length]), NAME, row, subject)


@pytest.mark.django_db
@pytest.mark.both
@pytest.mark.parametrize("moved", ["row", "column", "table", "compartment", "subject", "nothing"])
def test_a_value_that_was_moved_does_not_open(moved: str) -> None:
    row, subject, another_row, other = (uuid.uuid4() for _ in range(4))
    sealed = seal(f"Marek {CANARY}", NAME, row, subject)
    seal("so that the other has a key", NAME, another_row, other)
    seal("so that the compartment has a key", PHONE, row, subject)
    permit(subject, other)
    columns = {"column": CALLED, "table": OTHER_TABLE, "compartment": PHONE}
    read_as = (
        columns.get(moved, NAME),
        another_row if moved == "row" else row,
        other if moved == "subject" else subject,
    )
    if moved == "nothing":  # red control: the refusals come from the moving
        assert unseal(sealed, *read_as) == f"Marek {CANARY}"
        return
    with pytest.raises((Altered, KeyDestroyed)):
        unseal(sealed, *read_as)


@pytest.mark.django_db
@pytest.mark.parametrize("desk", ["as it is", "cleared"])
def test_the_other_persons_key_does_not_help_a_value_that_was_moved(desk: str) -> None:
    # The key's number inside the value is exchanged as well, as a clerk with the database could.
    row, subject, other = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    sealed = seal(f"Marek {CANARY}", NAME, row, subject).stored
    theirs = seal("theirs", NAME, row, other).stored
    if desk == "cleared":
        permits.clear()
    permit(subject, other)
    with pytest.raises(Altered):
        unseal(Sealed(sealed[:1] + theirs[1:17] + sealed[17:]), NAME, row, other)


@pytest.mark.django_db
def test_two_sealings_of_one_text_have_nothing_in_common_but_the_key() -> None:
    row, subject = uuid.uuid4(), uuid.uuid4()
    one, two = (seal("the same words", NAME, row, subject).stored for _ in range(2))
    assert one[:17] == two[:17]
    assert one[17:29] != two[17:29]
    assert one[29:] != two[29:]


@pytest.mark.django_db
def test_nothing_opens_before_a_trace_was_written() -> None:
    row, subject = uuid.uuid4(), uuid.uuid4()
    sealed = seal(f"Marek {CANARY}", NAME, row, subject)
    with pytest.raises(NoTrace) as refused:
        unseal(sealed, NAME, row, subject)
    assert CANARY not in str(refused.value)


@pytest.mark.django_db
@pytest.mark.both
def test_a_trace_opens_what_it_names_and_nothing_beside_it() -> None:
    # Red control of the test above, and its limits.
    row, subject, other = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    name = seal(f"Marek {CANARY}", NAME, row, subject)
    phone = seal("07700 900123", PHONE, row, subject)
    another = seal(f"Ivana {CANARY}", NAME, row, other)
    reads.record(
        actor=House(), name="case.opened", subjects=[subject], compartments=[Compartment.IDENTITY]
    )
    assert unseal(name, NAME, row, subject) == f"Marek {CANARY}"
    for sealed, column, whose in ((phone, PHONE, subject), (another, NAME, other)):
        with pytest.raises(NoTrace):
            unseal(sealed, column, row, whose)


@pytest.mark.django_db
def test_without_dice_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_dice(length: int) -> bytes:
        msg = f"no {length} random bytes"
        raise OSError(msg)

    subject = uuid.uuid4()
    monkeypatch.setattr(secrets, "token_bytes", no_dice)
    with pytest.raises(OSError, match="no 32 random bytes"):
        seal(f"Marek {CANARY}", NAME, uuid.uuid4(), subject)
    assert not DataKey.objects.filter(subject=subject).exists()
    monkeypatch.undo()
    assert seal("with dice", NAME, uuid.uuid4(), subject).stored  # red control


def test_what_the_house_seals_for_itself_opens_for_its_purpose_only() -> None:
    text = sealing.seal_for_house({"secret": CANARY}, "second factor")
    assert CANARY not in text
    assert sealing.open_for_house(text, "second factor") == {"secret": CANARY}
    for wrong, purpose in (
        (text, "kept form"),
        (text[:-2] + ("00" if text[-2:] != "00" else "01"), "second factor"),
        (text[:20], "second factor"),
        ("", "second factor"),
        ("not hexadecimal", "second factor"),
    ):
        with pytest.raises(Altered):
            sealing.open_for_house(wrong, purpose)


class NoDice(Exception):
    """The machine gives no random bytes."""


@pytest.mark.django_db
def test_without_random_bytes_nothing_is_sealed_and_no_row_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def none(_count: int) -> bytes:
        raise NoDice

    ours = Organisation.objects.create(name="Lantern House", kind="charity")
    known, again = (Person(organisation=ours, code=f"AAAAA{n}", full_name=CANARY) for n in (1, 2))
    known.save()  # control: with them it is
    monkeypatch.setattr(sealing.secrets, "token_bytes", none)
    with pytest.raises(NoDice), transaction.atomic():
        again.save()
    assert list(Person.rows.values_list("code", flat=True)) == ["AAAAA1"]
