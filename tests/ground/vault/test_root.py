"""The root key: in a file of its owner's, never overwritten; without the right one, nothing."""

import dataclasses
import secrets
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from django.conf import settings

from clew.ground.vault import keyfile, permits, root
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.keyfile import NoRootKey
from clew.ground.vault.root import WrongRootKey
from clew.ground.vault.sealing import Column, seal, unseal
from tests.cast import CANARY

NAME: Final = Column.of("person", "full_name", Compartment.IDENTITY)


@pytest.fixture
def exchanged(tmp_path: Path) -> Iterator[Path]:
    """Let the house have another root key than the one its keyring was made under."""
    before = settings.CLEW
    other = dataclasses.replace(before, data=tmp_path)
    keyfile.make(other.root_key)
    yield other.root_key
    settings.CLEW = before
    root.forget()


def take(key: Path) -> None:
    """Let the house use the root key that lies here."""
    settings.CLEW = dataclasses.replace(settings.CLEW, data=key.parents[2])
    if settings.CLEW.root_key != key:
        settings.CLEW = dataclasses.replace(settings.CLEW, data=key.parents[1])
    assert settings.CLEW.root_key == key
    root.forget()
    permits.clear()


@pytest.mark.django_db
def test_under_another_root_key_nothing_opens_and_the_message_is_always_the_same(
    exchanged: Path,
) -> None:
    row, subjects = uuid.uuid4(), [uuid.uuid4(), uuid.uuid4()]
    sealed = [seal(f"{CANARY} {n}", NAME, row, subject) for n, subject in enumerate(subjects)]
    before = settings.CLEW
    take(exchanged)
    permits.grant(subjects, [Compartment.IDENTITY])
    said = set()
    for value, subject in zip(sealed, subjects, strict=True):
        with pytest.raises(WrongRootKey) as refused:
            unseal(value, NAME, row, subject)
        said.add(str(refused.value))
    assert said == {"The root key of this house does not open its keyring."}
    with pytest.raises(WrongRootKey):  # nothing is written under a key that will not be there
        seal("new words", NAME, row, subjects[0])
    settings.CLEW = before
    root.forget()
    permits.clear()
    permits.grant(subjects, [Compartment.IDENTITY])
    assert unseal(sealed[0], NAME, row, subjects[0]) == f"{CANARY} 0"  # red control


def test_a_new_root_key_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "keyring" / "root.key"
    keyfile.make(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert len(keyfile.read(path)) == 32


def test_a_root_key_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "root.key"
    keyfile.make(path)
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        keyfile.make(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o601])
def test_a_root_key_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "root.key"
    keyfile.make(path)
    keyfile.read(path)  # red control
    path.chmod(mode)
    with pytest.raises(NoRootKey, match="only its owner may read"):
        keyfile.read(path)


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_root_key_of_another_length_is_refused(tmp_path: Path, length: int) -> None:
    path = tmp_path / "root.key"
    path.write_bytes(secrets.token_bytes(length))
    path.chmod(0o600)
    with pytest.raises(NoRootKey, match=f"has {length} bytes"):
        keyfile.read(path)


@pytest.mark.parametrize("kind", ["missing", "a folder"])
def test_a_root_key_that_is_not_there_is_refused_in_one_sentence(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "root.key"
    if kind == "a folder":
        path.mkdir()
    with pytest.raises(NoRootKey, match=r"^The root key could not be read \([A-Z][^)]*\)\."):
        keyfile.read(path)


def test_each_purpose_has_a_key_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "root.key"
    keyfile.make(path)
    found = keyfile.read(path)
    derived = {root.derived_from(found, purpose) for purpose in ("sessions", "audit chain", "x")}
    assert len(derived) == 3
    assert bytes(found) not in derived
