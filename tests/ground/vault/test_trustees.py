"""Trustee shares: every pair opens, no single one does, and a damaged one is one sentence."""

import itertools
import re
import secrets
import stat
from pathlib import Path

import pyrage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyrage import x25519

from clew.ground.vault import trustees
from clew.ground.vault.trustees import DamagedShare, recover, write

PAIRS = [*itertools.permutations((0, 1, 2), 2)]


@pytest.fixture(scope="module")
def key() -> bytearray:
    return bytearray(secrets.token_bytes(32))


@pytest.fixture(scope="module")
def shares(key: bytearray, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write(tmp_path_factory.mktemp("shares") / "of a house", key)


@pytest.mark.parametrize("pair", PAIRS)
def test_any_two_open(shares: list[Path], key: bytearray, pair: tuple[int, int]) -> None:
    assert recover(shares[pair[0]], shares[pair[1]]) == key


@pytest.mark.parametrize("alone", [0, 1, 2])
def test_no_share_opens_alone(shares: list[Path], key: bytearray, alone: int) -> None:
    text = shares[alone].read_text()
    assert key.hex() not in text
    with pytest.raises(DamagedShare, match="wanted the shares of two trustees"):
        recover(shares[alone], shares[alone])
    own = x25519.Identity.from_str(re.search("AGE-SECRET-KEY-1[0-9A-Z]+", text)[0])  # type: ignore[index]  # it is there
    blocks = re.findall("-----BEGIN.+?END AGE ENCRYPTED FILE-----", text, re.DOTALL)
    assert len(blocks) == 2
    opened = 0
    for block in blocks:
        try:  # what a trustee can do with `age`: take off their own outer seal
            inner = pyrage.decrypt(block.encode(), [own])
        except pyrage.DecryptError:
            continue
        opened += 1
        assert bytes(key) not in inner
        with pytest.raises(pyrage.DecryptError):
            pyrage.decrypt(inner, [own])
    assert opened == alone, "the outer seals are those of the second of each pair"


def test_shares_are_their_owners_alone_and_never_overwritten(
    shares: list[Path], key: bytearray
) -> None:
    assert {stat.S_IMODE(share.stat().st_mode) for share in shares} == {0o600}
    before = [share.read_text() for share in shares]
    with pytest.raises(FileExistsError):
        write(shares[0].parent, key)
    assert [share.read_text() for share in shares] == before


def test_shares_of_two_sets_do_not_open_together(
    shares: list[Path], key: bytearray, tmp_path: Path
) -> None:
    others = write(tmp_path, key)
    with pytest.raises(DamagedShare, match="are of two sets"):
        recover(shares[0], others[1])


@given(place=st.integers(0, 10_000), byte=st.integers(0, 255))
@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_one_changed_byte_is_found_and_said_in_one_sentence(
    shares: list[Path], key: bytearray, tmp_path: Path, place: int, byte: int
) -> None:
    raw = bytearray(shares[0].read_bytes())
    place %= len(raw) - 1  # the line's end after all else says nothing
    damaged = tmp_path / "damaged.share"
    damaged.write_bytes(raw[:place] + bytes([byte]) + raw[place + 1 :])
    if raw[place] == byte:
        assert recover(damaged, shares[1]) == key  # red control: nothing was changed
        return
    with pytest.raises(DamagedShare, match=r"^damaged\.share .+\.$"):
        recover(damaged, shares[1])


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"x" * 50_000, b"Clew trustee share, version 1"]
)
def test_what_is_no_share_is_refused(shares: list[Path], tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    with pytest.raises(DamagedShare, match=r"^other .+\.$"):
        recover(path, shares[1])
    with pytest.raises(DamagedShare, match="could not be read"):
        recover(tmp_path / "none", shares[1])


def test_a_share_cut_short_is_damaged(shares: list[Path], tmp_path: Path) -> None:
    cut = tmp_path / "cut.share"
    cut.write_text(shares[2].read_text()[:-200])
    with pytest.raises(DamagedShare, match=r"cut\.share is damaged"):
        recover(cut, shares[0])
    assert trustees.TRUSTEES == (1, 2, 3)
