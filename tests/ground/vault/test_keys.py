"""The keyring: a key stands before what it seals, and once destroyed it is nowhere."""

import secrets
import sqlite3
import threading
import uuid
from pathlib import Path
from typing import Final

import pytest
from django.db import connections

from clew.ground.accounts.models import Organisation
from clew.ground.audit.chain import House
from clew.ground.audit.models import Event
from clew.ground.audit.writing import changes
from clew.ground.vault import keyring, permits
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.keyring import KeyDestroyed
from clew.ground.vault.models import DataKey
from clew.ground.vault.sealing import Column, seal, unseal
from clew.survivor.people.models import Person
from tests.cast import CANARY

NAME: Final = Column.of("person", "full_name", Compartment.IDENTITY)
TRANSACTIONS: Final = pytest.mark.django_db(transaction=True)


class Killed(Exception):
    """Stands for the moment at which the process is killed."""


def keyring_bytes() -> bytes:
    """Return everything that lies in the keyring's files, the write-ahead log too."""
    path = Path(str(connections["keyring"].settings_dict["NAME"]))
    files = [path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))]
    return b"".join(file.read_bytes() for file in files if file.exists())


@TRANSACTIONS
@pytest.mark.both
def test_a_key_is_there_before_the_row_and_a_row_never_without_its_key() -> None:
    ours = Organisation.objects.create(name="Lantern House", kind="charity")
    person = Person(organisation=ours, full_name=f"Marek {CANARY}")
    with pytest.raises(Killed), changes(actor=House(), purpose="support") as trace:
        person.save(force_insert=True)
        trace.record("person.written_down", about=person, subjects=[person.id])
        # Another connection sees the key already: it is committed, and the row is not.
        seen: list[int] = []
        thread = threading.Thread(target=lambda: seen.append(count_of(person.id)))
        thread.start()
        thread.join()
        assert seen == [1]
        raise Killed
    assert not Person.rows.exists()
    assert not Event.objects.exists()
    assert DataKey.objects.filter(subject=person.id).count() == 1
    person.save(force_insert=True)  # red control, and the key that was left is used
    assert Person.rows.count() == 1
    assert DataKey.objects.filter(subject=person.id).count() == 1


def count_of(subject: uuid.UUID) -> int:
    """Count the keys of a subject on a connection of this thread's own."""
    try:
        return DataKey.objects.filter(subject=subject).count()
    finally:
        connections.close_all()


@TRANSACTIONS
@pytest.mark.both
def test_after_a_key_is_destroyed_nothing_opens_here_or_at_another_desk() -> None:
    row, subject, other = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    sealed = [seal(f"Marek {CANARY}", NAME, row, whose) for whose in (subject, other)]
    permits.grant([subject, other], list(Compartment))
    assert keyring.destroy(subject) == 1
    for _ in range(2):
        with pytest.raises(KeyDestroyed, match="its key is gone"):
            unseal(sealed[0], NAME, row, subject)
        assert unseal(sealed[1], NAME, row, other) == f"Marek {CANARY}"  # red control
        permits.clear()
        permits.grant([subject, other], list(Compartment))


@TRANSACTIONS
@pytest.mark.both
def test_a_key_that_was_destroyed_elsewhere_opens_nothing_on_the_next_page() -> None:
    row, subject = uuid.uuid4(), uuid.uuid4()
    sealed = seal(f"Marek {CANARY}", NAME, row, subject)
    permits.clear()
    permits.grant([subject], [Compartment.IDENTITY])
    assert unseal(sealed, NAME, row, subject) == f"Marek {CANARY}"
    kept = permits.desk()
    # On a connection of its own, as another process does it: this one hears nothing of it.
    deleted: list[int] = []
    thread = threading.Thread(target=lambda: deleted.append(delete_keys_of(subject)))
    thread.start()
    thread.join()
    assert deleted == [1]
    permits.clear()
    permits.grant([subject], [Compartment.IDENTITY])
    with pytest.raises(KeyDestroyed, match="its key is gone"):
        unseal(sealed, NAME, row, subject)
    # Red control: a key that is kept from one page to the next would open it.
    permits._desk.set(kept)  # noqa: SLF001 -- what no page does
    assert unseal(sealed, NAME, row, subject) == f"Marek {CANARY}"


def delete_keys_of(subject: uuid.UUID) -> int:
    """Delete the keys of a subject on a connection of this thread's own."""
    try:
        return DataKey.objects.filter(subject=subject).delete()[0]
    finally:
        connections.close_all()


@TRANSACTIONS
def test_a_destroyed_key_stands_in_no_file_of_the_keyring() -> None:
    subject, other = uuid.uuid4(), uuid.uuid4()
    keyring.make_many([subject, other], list(Compartment))
    wrapped = {
        whose: [bytes(key.wrapped) for key in DataKey.objects.filter(subject=whose)]
        for whose in (subject, other)
    }
    found = keyring_bytes()
    assert all(key in found for key in wrapped[subject])  # red control: they can be found
    keyring.destroy(subject)
    found = keyring_bytes()
    left = [
        part for key in wrapped[subject] for part in (key, key[:16], key[-16:]) if part in found
    ]
    assert left == []
    assert all(key in found for key in wrapped[other])


@TRANSACTIONS
def test_a_key_that_a_long_reading_holds_in_the_log_is_told_of() -> None:
    subject = uuid.uuid4()
    keyring.make_many([subject], [Compartment.IDENTITY])
    [key] = DataKey.objects.filter(subject=subject)
    path = str(connections["keyring"].settings_dict["NAME"])
    with connections["keyring"].cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    reader = sqlite3.connect(path)
    try:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM vault_datakey").fetchone()
        with pytest.raises(keyring.KeyLingers):
            keyring.destroy(subject)
    finally:
        reader.close()
        with connections["keyring"].cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 20000")
    assert keyring.destroy(subject) == 0  # asked again, it finishes what is left
    assert bytes(key.wrapped) not in keyring_bytes()


@pytest.mark.django_db
def test_many_keys_are_fetched_in_one_query(django_assert_num_queries: object) -> None:
    subjects = [uuid.uuid4() for _ in range(30)]
    keyring.make_many(subjects, [Compartment.IDENTITY, Compartment.CONTACT])
    permits.clear()
    with django_assert_num_queries(1, using="keyring"):  # type: ignore[operator]  # a fixture
        keyring.warm(subjects, [Compartment.IDENTITY, Compartment.CONTACT])
        warmed = [keyring.key_to_seal(subject, Compartment.CONTACT)[0] for subject in subjects]
    permits.clear()
    with django_assert_num_queries(30, using="keyring"):  # type: ignore[operator]  # red control
        fetched = [keyring.key_to_seal(subject, Compartment.CONTACT)[0] for subject in subjects]
    assert warmed == fetched, "the same keys, in one question or in thirty"


@TRANSACTIONS
@pytest.mark.both
def test_twenty_threads_that_seal_for_one_new_person_agree_on_one_key() -> None:
    subject, row = uuid.uuid4(), uuid.uuid4()
    start = threading.Barrier(20)
    sealed, failed = [], []

    def write() -> None:
        try:
            start.wait()
            sealed.append(seal(f"Marek {CANARY}", NAME, row, subject))
        except Exception as error:  # noqa: BLE001 -- told below
            failed.append(repr(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert DataKey.objects.filter(subject=subject).count() == 1
    permits.grant([subject], [Compartment.IDENTITY])
    assert {unseal(value, NAME, row, subject) for value in sealed} == {f"Marek {CANARY}"}


@pytest.mark.django_db
def test_a_wrapped_key_that_was_moved_to_another_person_does_not_open() -> None:
    row, subject, other = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    sealed = seal(f"Marek {CANARY}", NAME, row, subject)
    key = DataKey.objects.get(subject=subject)
    DataKey.objects.filter(id=key.id).update(subject=other)
    permits.clear()
    permits.grant([subject, other], list(Compartment))
    for whose in (subject, other):
        with pytest.raises((KeyDestroyed, keyring.WrongRootKey)):
            unseal(sealed, NAME, row, whose)


@pytest.mark.django_db
def test_the_keyring_holds_no_key_in_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    rolled: list[bytes] = []
    real = secrets.token_bytes

    def remembered(length: int) -> bytes:
        rolled.append(real(length))
        return rolled[-1]

    monkeypatch.setattr(secrets, "token_bytes", remembered)
    subject = uuid.uuid4()
    keyring.make_many([subject], [Compartment.IDENTITY])
    [key] = [value for value in rolled if len(value) == 32]
    [row] = DataKey.objects.filter(subject=subject)
    assert key not in bytes(row.wrapped)
    assert len(row.wrapped) == 12 + 32 + 16
