"""`clew init`, `unlock`, `lock` and `keys` on a house with a passphrase, as people type them."""

import http.client
import json
import shutil
from pathlib import Path
from typing import Final

import pytest

from tests.site.calls import Answer, assert_refused, call_process
from tests.site.houses import ADDRESS, serving

WORDS: Final = "lantern over the quiet harbour"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a house whose root key is nowhere on the disk."""
    folder = tmp_path_factory.mktemp("locked") / "house"
    answer = call_process(
        "init", folder, "--administrator", ADDRESS, "--passphrase", given=f"{WORDS}\n".encode()
    )
    assert answer.code == 0, answer.err
    return folder


def status(port: int, path: str = "/") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("localhost", port, timeout=30)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def given(*words: str | Path, passphrase: str = WORDS) -> Answer:
    return call_process(*words, given=f"{passphrase}\n".encode())


def test_a_house_with_a_passphrase_starts_locked_and_is_opened_and_locked_by_command(
    house: Path,
) -> None:
    shares = Path(f"{house}.shares")
    with serving("serve", "--data", house) as (_process, port):
        assert status(port)[0] == 503
        assert status(port, "/account/health/") == (200, b"locked\n")
        assert_refused(
            given("unlock", "--data", house, passphrase="x" * 30), "This does not open the house"
        )
        assert status(port)[0] == 503
        opened = given("unlock", "--data", house)
        assert (opened.code, opened.out) == (0, "The house is open.\n")
        assert status(port)[0] == 200  # red control
        assert call_process("lock", "--data", house).code == 0
        assert status(port)[0] == 503
        two = [shares / f"trustee-{number}.share" for number in (1, 3)]
        assert call_process("unlock", "--data", house, "--shares", *two).code == 0
        assert status(port, "/account/health/") == (200, b"open\n")
    verified = given("audit", "verify", "--deep", "--data", house)
    assert (verified.code, verified.err) == (0, "")


def test_the_root_key_of_a_passphrase_lies_in_no_file_of_the_house(
    house: Path, tmp_path: Path
) -> None:
    two = [Path(f"{house}.shares") / f"trustee-{number}.share" for number in (2, 3)]
    back = tmp_path / "root.key"
    assert call_process("keys", "recover", *two, "--to", back).code == 0
    key = back.read_bytes()
    files = [path for path in house.rglob("*") if path.is_file()]
    assert not [path for path in files if key in path.read_bytes()]
    assert not (house / "keyring" / "root.key").exists()
    assert_refused(call_process("keys", "recover", *two, "--to", back), "--to", "not there yet")


def test_commands_on_a_house_nobody_serves_ask_for_the_passphrase(house: Path) -> None:
    assert_refused(call_process("lock", "--data", house), "Nobody serves this house")
    assert_refused(
        given("keys", "rotate", "--data", house, passphrase="x" * 30),
        "This is not the passphrase of this house",
    )
    rotated = given("keys", "rotate", "--data", house)
    assert (rotated.code, rotated.err) == (0, "")
    found = json.loads(call_process("keys", "status", "--json", "--data", house).out)
    assert found["root_key_from"] == "a passphrase"
    assert [one["version"] for one in found["house_secrets"]] == [1, 2]


def test_after_the_root_key_is_exchanged_only_the_new_one_and_new_shares_open(
    house: Path, tmp_path: Path
) -> None:
    copy, new = tmp_path / "house", tmp_path / "new.key"
    shutil.copytree(house, copy, ignore=shutil.ignore_patterns("*.sock"))
    assert given("keys", "rotate", "--root", new, "--data", copy).code == 0
    assert given("audit", "verify", "--data", copy).code == 2
    settings = {"CLEW_ROOT_KEY_FILE": str(new)}
    assert call_process("audit", "verify", "--data", copy, settings=settings).code == 0
    made = call_process("keys", "shares", tmp_path / "shares", "--data", copy, settings=settings)
    assert made.code == 0, made.err
    two = [tmp_path / "shares" / f"trustee-{number}.share" for number in (1, 2)]
    assert call_process("keys", "recover", *two, "--to", tmp_path / "back").code == 0
    assert (tmp_path / "back").read_bytes() == new.read_bytes()


def test_a_short_passphrase_makes_no_house(tmp_path: Path) -> None:
    answer = call_process(
        "init", tmp_path / "house", "--administrator", ADDRESS, "--passphrase", given=b"short\n"
    )
    assert_refused(answer, "--passphrase", "5 letters", "at least 20")
    assert not (tmp_path / "house").exists()


def test_shares_of_a_house_do_not_lie_in_its_own_folder(house: Path) -> None:
    assert_refused(given("keys", "shares", house / "shares", "--data", house), "outside of it")
