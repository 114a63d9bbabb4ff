"""The part of the keys that a process for partners holds: what it opens, and what it never can."""

import json
import uuid
from pathlib import Path

import pytest

from clew.ground.vault import bundles, housekeys, opening, permits, root
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.keyfile import NoRootKey
from clew.ground.vault.root import Bundle, NotGiven, WrongRootKey
from clew.ground.vault.sealing import Column, seal, unseal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_secrets")]

RELEASED = Column.of("copy", "value", Compartment.RELEASED)
IMMIGRATION = Column.of("person", "nationality", Compartment.IMMIGRATION)
KEY = bytearray(b"k" * 32)


def part() -> Bundle:
    """Return a part of the keys of the house of this test: for what is released."""
    return Bundle(
        {"audit rows": bytearray(root.derive("audit rows")), "sessions": bytearray(b"s" * 32)},
        {("released", 1): bytearray(root.wrapping_key("released", 1))},
        1,
    )


def test_what_was_given_opens_and_nothing_else_does() -> None:
    row, subject = uuid.uuid4(), uuid.uuid4()
    released = seal("for them", RELEASED, row, subject)
    closed = seal("not for them", IMMIGRATION, row, subject)
    expected = root.derive("audit rows")
    bundle = part()
    permits.clear()
    permits.grant([subject], list(Compartment))
    assert unseal(closed, IMMIGRATION, row, subject) == "not for them"  # red control
    permits.clear()
    root.hold(bundle)
    permits.grant([subject], list(Compartment))
    assert unseal(released, RELEASED, row, subject) == "for them"
    assert root.derive("audit rows") == expected
    with pytest.raises(NotGiven):
        unseal(closed, IMMIGRATION, row, subject)
    with pytest.raises(NotGiven):
        seal("new", IMMIGRATION, row, uuid.uuid4())
    for act in (root.held, housekeys.begin_version, lambda: root.derive("audit chain")):
        with pytest.raises(NotGiven):
            act()


def test_new_values_are_sealed_under_the_version_that_was_given() -> None:
    bundle = part()
    root.hold(bundle)
    assert root.has_a_part()
    assert housekeys.current() == 1
    row, subject = uuid.uuid4(), uuid.uuid4()
    sealed = seal("asked", RELEASED, row, subject)
    permits.grant([subject], [Compartment.RELEASED])
    assert unseal(sealed, RELEASED, row, subject) == "asked"


def test_a_lock_wipes_what_was_given() -> None:
    bundle = part()
    root.hold(bundle)
    assert root.is_open()
    opening.lock()
    assert not root.is_open()
    held = [*bundle.derived.values(), *bundle.wrapping.values()]
    assert {byte for key in held for byte in key} == {0}


def test_a_bundle_comes_back_from_its_file_as_it_was(tmp_path: Path) -> None:
    path, bundle = tmp_path / "partner.keys", part()
    bundles.write(path, bundle, KEY)
    assert path.stat().st_mode & 0o077 == 0
    assert bundles.read(path, KEY) == bundle
    for key in (*bundle.derived.values(), *bundle.wrapping.values()):
        assert key.hex() not in path.read_text()
    with pytest.raises(FileExistsError):
        bundles.write(path, bundle, KEY)


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    path = tmp_path / "partner.keys"
    bundles.write(path, part(), KEY)
    with pytest.raises(WrongRootKey):
        bundles.read(path, bytearray(b"x" * 32))


@pytest.mark.parametrize("what", ["missing", "cut", "format", "no json"])
def test_a_file_that_is_not_as_it_was_written_is_refused(tmp_path: Path, what: str) -> None:
    path = tmp_path / "partner.keys"
    if what != "missing":
        bundles.write(path, part(), KEY)
        written = json.loads(path.read_text())
        changed = {
            "cut": json.dumps({"format": written["format"]}),
            "format": json.dumps(written | {"format": "clew-partner-keys/0"}),
            "no json": "made up",
        }
        path.write_text(changed[what])
    with pytest.raises(NoRootKey, match="clew keys partner"):
        bundles.read(path, KEY)


def test_a_flipped_byte_is_found(tmp_path: Path) -> None:
    path = tmp_path / "partner.keys"
    bundles.write(path, part(), KEY)
    written = json.loads(path.read_text())
    sealed = bytearray.fromhex(written["sealed"])
    sealed[-1] ^= 1
    path.write_text(json.dumps(written | {"sealed": sealed.hex()}))
    with pytest.raises(WrongRootKey):
        bundles.read(path, KEY)
