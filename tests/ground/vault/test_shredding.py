"""Erasing keys: journalled first, shredded, marked; and what a restore brings back goes again."""

import uuid
from pathlib import Path
from typing import Final
from unittest.mock import patch

import pytest
from django.db import connection, connections, transaction

from clew.ground.vault import keyring, permits, shredding, tombstones
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.keyring import KeyDestroyed, KeyLingers
from clew.ground.vault.models import DataKey, Shredding, Tombstone
from clew.ground.vault.sealing import Column, seal, unseal
from tests.cast import CANARY
from tests.ground.vault.killing import killed_in, killing_at
from tests.ground.vault.test_keys import keyring_bytes

NAME: Final = Column.of("person", "full_name", Compartment.IDENTITY)
TRANSACTIONS: Final = pytest.mark.django_db(transaction=True)


def erased(subject: uuid.UUID) -> None:
    shredding.begin([subject])
    shredding.finish([subject])


@TRANSACTIONS
@pytest.mark.both
def test_what_is_not_journalled_is_not_shredded() -> None:
    subject = uuid.uuid4()
    keyring.make_many([subject], [Compartment.IDENTITY])
    with pytest.raises(shredding.NotJournalled):
        shredding.finish([subject])
    assert DataKey.objects.filter(subject=subject).count() == 1
    shredding.begin([subject])
    assert shredding.finish([subject]) == 1  # red control
    assert Shredding.objects.get(subject=subject).done_at is not None


@TRANSACTIONS
@pytest.mark.both
def test_a_journal_that_is_rolled_back_shreds_nothing() -> None:
    subject = uuid.uuid4()
    keyring.make_many([subject], [Compartment.IDENTITY])
    with transaction.atomic():
        shredding.begin([subject])
        transaction.set_rollback(True)
    assert shredding.finish_all() == 0
    assert DataKey.objects.filter(subject=subject).count() == 1


@TRANSACTIONS
@pytest.mark.both
def test_nobody_gets_a_key_again_who_was_erased() -> None:
    row, subject = uuid.uuid4(), uuid.uuid4()
    sealed = seal(CANARY, NAME, row, subject)
    erased(subject)
    permits.grant([subject], [Compartment.IDENTITY])
    with pytest.raises(KeyDestroyed):
        unseal(sealed, NAME, row, subject)
    with pytest.raises(KeyDestroyed, match="nothing is written about them again"):
        seal(CANARY, NAME, row, subject)
    Tombstone.objects.all().delete()  # red control: it is the tombstone that refuses
    seal(CANARY, NAME, row, subject)


@TRANSACTIONS
@pytest.mark.both
def test_a_key_that_an_old_copy_of_the_keyring_brings_back_is_destroyed_by_a_replay() -> None:
    row, subject, other = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    sealed = [seal(f"Marek {CANARY}", NAME, row, whose) for whose in (subject, other)]
    [old] = DataKey.objects.filter(subject=subject)
    permits.clear()
    erased(subject)
    # The copy from before: it holds the key, and knows of no erasure. The main database does.
    Tombstone.objects.all().delete()
    DataKey.objects.bulk_create([old])
    permits.grant([subject, other], [Compartment.IDENTITY])
    assert unseal(sealed[0], NAME, row, subject) == f"Marek {CANARY}"  # red control: it opens
    assert tombstones.replay() == tombstones.Replayed(subjects=1, keys_destroyed=1)
    with pytest.raises(KeyDestroyed):
        unseal(sealed[0], NAME, row, subject)
    assert unseal(sealed[1], NAME, row, other) == f"Marek {CANARY}"
    assert tombstones.replay() == tombstones.Replayed(subjects=1, keys_destroyed=0)


@TRANSACTIONS
@pytest.mark.both
def test_a_file_of_tombstones_tells_two_old_databases_what_neither_knows(tmp_path: Path) -> None:
    row, subject = uuid.uuid4(), uuid.uuid4()
    seal(CANARY, NAME, row, subject)
    [old] = DataKey.objects.filter(subject=subject)
    erased(subject)
    assert tombstones.write(tmp_path / "tombstones") == 1
    Tombstone.objects.all().delete()
    Shredding.objects.all().delete()
    DataKey.objects.bulk_create([old])
    assert tombstones.replay().keys_destroyed == 0  # red control: without the file nobody knows
    assert DataKey.objects.filter(subject=subject).exists()
    more = tombstones.read(tmp_path / "tombstones")
    assert tombstones.replay(more).keys_destroyed == 1
    assert not DataKey.objects.filter(subject=subject).exists()
    assert tombstones.known() == {subject}
    assert (tmp_path / "tombstones").stat().st_mode & 0o077 == 0


@TRANSACTIONS
def test_a_replay_lets_every_room_forget_what_it_keeps_in_plain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[frozenset[uuid.UUID]] = []
    monkeypatch.setattr(tombstones, "_forgetting", [told.append])
    subject = uuid.uuid4()
    tombstones.replay([subject])
    assert told == [{subject}]


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "missing", "added", "another"])
@pytest.mark.django_db
def test_a_torn_file_of_tombstones_is_refused_in_one_sentence(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "tombstones"
    shredding.begin([uuid.uuid4(), uuid.uuid4()])
    tombstones.write(path)
    whole = path.read_text()
    assert len(tombstones.read(path)) == 2  # red control
    lines = whole.splitlines(keepends=True)
    if damage == "missing":
        path.unlink()
    else:
        path.write_text(
            {
                "cut": whole[:-80],
                "flipped": whole.replace(lines[1][:4], "0000", 1),
                "empty": "",
                "added": "".join([*lines[:2], f"{uuid.uuid4()}\n", *lines[2:]]),
                "another": "".join(["Something else\n", *lines[1:]]),
            }[damage]
        )
    with pytest.raises(tombstones.TornFile, match="is not a whole file of tombstones"):
        tombstones.read(path)


@TRANSACTIONS
def test_without_overwriting_and_emptying_the_log_a_destroyed_key_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Red control of the byte scan: the same deletion with the guards off leaves the key behind.
    if connection.vendor != "sqlite":
        pytest.skip("reads the files of SQLite")
    subject, other = uuid.uuid4(), uuid.uuid4()
    keyring.make_many([subject, other], list(Compartment))
    wrapped = [bytes(key.wrapped) for key in DataKey.objects.filter(subject=subject)]
    monkeypatch.setattr(keyring, "wipe_deleted", lambda: None)
    with connections["keyring"].cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = OFF")
    try:
        erased(subject)
        found = keyring_bytes()
        assert any(key in found for key in wrapped)
    finally:
        monkeypatch.undo()
        with connections["keyring"].cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
            cursor.execute("VACUUM")
    keyring.wipe_deleted()
    assert not any(key in keyring_bytes() for key in wrapped)


@TRANSACTIONS
def test_an_erasure_whose_bytes_linger_stays_on_the_list_until_they_are_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    subject = uuid.uuid4()
    keyring.make_many([subject], [Compartment.IDENTITY])
    shredding.begin([subject])

    def lingers() -> None:
        raise KeyLingers

    with monkeypatch.context() as broken:
        broken.setattr(keyring, "wipe_deleted", lingers)
        with pytest.raises(KeyLingers):
            shredding.finish([subject])
    assert Shredding.objects.get(subject=subject).done_at is None
    assert shredding.finish_all() == 1
    assert shredding.finish_all() == 0


STEPS: Final = {
    "before the keys are deleted": (keyring, "destroy"),
    "before the deletion is committed": (keyring.DataKey.objects, "filter"),
    "before the bytes are overwritten": (keyring, "wipe_deleted"),
    "before it is marked": (shredding.timezone, "now"),
}


@TRANSACTIONS
@pytest.mark.both
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_the_next_start_finishes_the_erasure(step: str) -> None:
    row, subject, other = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    sealed = [seal(f"Marek {CANARY}", NAME, row, whose) for whose in (subject, other)]
    wrapped = bytes(DataKey.objects.get(subject=subject).wrapped)
    permits.clear()
    shredding.begin([subject])
    place, name = STEPS[step]

    def finish() -> None:
        with patch.object(place, name, killing_at(getattr(place, name), 1)):
            shredding.finish([subject])

    assert killed_in(finish)
    assert Shredding.objects.get(subject=subject).done_at is None
    assert shredding.finish_all() == 1
    assert Shredding.objects.get(subject=subject).done_at is not None
    assert not DataKey.objects.filter(subject=subject).exists()
    permits.grant([subject, other], [Compartment.IDENTITY])
    with pytest.raises(KeyDestroyed):
        unseal(sealed[0], NAME, row, subject)
    assert unseal(sealed[1], NAME, row, other) == f"Marek {CANARY}"  # red control
    if connection.vendor == "sqlite":
        assert wrapped not in keyring_bytes()
