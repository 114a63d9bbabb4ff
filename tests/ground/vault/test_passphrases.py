"""A root key from a passphrase: nowhere on the disk, and a wrong one opens nothing."""

import json
import stat
from pathlib import Path

import pytest

from clew.ground.vault import passphrases
from clew.ground.vault.keyfile import NoRootKey
from clew.ground.vault.passphrases import TooShort, WrongPassphrase

WORDS = "lantern über the quiet harbour"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the tests not wait a second for each try; what a house pays is asserted below."""
    monkeypatch.setattr(passphrases, "_COSTS", {"memory_kib": 64, "passes": 1, "lanes": 1})


@pytest.fixture
def check(tmp_path: Path) -> Path:
    return tmp_path / "passphrase.json"


def test_what_a_house_pays_for_each_try() -> None:
    pytest.MonkeyPatch().undo()
    source = Path(passphrases.__file__).read_text()
    assert '{"memory_kib": 131_072, "passes": 3, "lanes": 4}' in source


def test_the_same_passphrase_gives_the_same_key_and_the_key_is_not_in_the_file(
    check: Path,
) -> None:
    key = passphrases.make(check, WORDS)
    assert passphrases.open_with(check, WORDS) == key
    assert len(key) == 32
    raw = check.read_bytes()
    assert bytes(key) not in raw
    assert key.hex().encode() not in raw
    assert WORDS.encode() not in raw
    assert stat.S_IMODE(check.stat().st_mode) == 0o600


def test_two_houses_with_one_passphrase_have_two_keys(check: Path, tmp_path: Path) -> None:
    assert passphrases.make(check, WORDS) != passphrases.make(tmp_path / "other.json", WORDS)


def test_letters_typed_on_another_keyboard_are_the_same_letters(check: Path) -> None:
    key = passphrases.make(check, WORDS)
    assert passphrases.open_with(check, WORDS.replace("ü", "u\u0308")) == key


@pytest.mark.parametrize(
    "wrong", ["", WORDS[:-1], WORDS + " ", WORDS.upper(), "x" * 5000, "\ud800" * 20]
)
def test_a_wrong_passphrase_opens_nothing(check: Path, wrong: str) -> None:
    passphrases.make(check, WORDS)
    with pytest.raises(WrongPassphrase):
        passphrases.open_with(check, wrong)


def test_a_short_passphrase_is_refused_and_nothing_is_written(check: Path) -> None:
    with pytest.raises(TooShort, match="at least 20 letters"):
        passphrases.make(check, "x" * 19)
    assert not check.exists()


def test_a_passphrase_is_not_set_over_another(check: Path) -> None:
    passphrases.make(check, WORDS)
    with pytest.raises(FileExistsError):
        passphrases.make(check, WORDS)


@pytest.mark.parametrize(
    "change",
    [
        {"memory_kib": 10**9}, {"passes": 0}, {"lanes": 10**6}, {"salt": "zz"}, {"salt": "00"},
        {"kdf": "md5"}, {"check": None}, {"passes": "many"},
    ],
)  # fmt: skip
def test_an_altered_file_is_refused_before_anything_is_computed(
    check: Path, change: dict[str, object]
) -> None:
    passphrases.make(check, WORDS)
    check.write_text(json.dumps(json.loads(check.read_text()) | change))
    with pytest.raises(NoRootKey, match="could not be read as it was written"):
        passphrases.open_with(check, WORDS)


@pytest.mark.parametrize("content", ["", "[]", "{", "null"])
def test_a_file_that_is_none_is_refused(check: Path, content: str) -> None:
    check.write_text(content)
    with pytest.raises(NoRootKey):
        passphrases.open_with(check, WORDS)
    check.unlink()
    with pytest.raises(NoRootKey):
        passphrases.open_with(check, WORDS)
