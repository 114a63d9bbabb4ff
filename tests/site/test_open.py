"""`clew open` and `clew identity`: on one's own machine, without a house; whole, or nothing."""

import json
import shutil
import stat
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from clew.engines.packages.fingerprints import fingerprint_words
from tests.engines.packages.made_up import HOUSE_KEY, OTHERS, PARTS, US, package
from tests.site.calls import Command, assert_refused, call_process

AGE, TAR = shutil.which("age") or "", shutil.which("tar") or ""
LAST = timezone.now().date() + timedelta(days=2)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a package to us, our identity and somebody else's."""
    (tmp_path / "p.age").write_bytes(package(until_on=LAST))
    (tmp_path / "us.txt").write_text(f"# ours\n{US}\n")
    (tmp_path / "others.txt").write_text(f"{OTHERS}\n")
    return tmp_path


def everything(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def test_it_is_written_whole_and_for_its_owner_alone(clew: Command, desk: Path) -> None:
    answer = clew("open", desk / "p.age", "--identity", desk / "us.txt", "-o", desk / "new" / "out")
    assert (answer.code, answer.err) == (0, "")
    out = desk / "new" / "out"
    assert everything(out) == ["parts.html", "parts.json", "parts.txt"]
    assert "Ana Made-Up" in (out / "parts.txt").read_text()
    assert "Ana Made-Up" not in answer.out
    assert fingerprint_words(HOUSE_KEY) in answer.out
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (out, *out.iterdir())}
    assert modes == {0o700, 0o600}
    assert everything(out.parent) == ["out", "parts.html", "parts.json", "parts.txt"]


def test_without_a_folder_it_is_read_on_the_screen_and_steers_no_terminal(
    clew: Command, desk: Path
) -> None:
    before = everything(desk)
    answer = clew("open", desk / "p.age", "--identity", desk / "us.txt")
    assert answer.code == 0
    assert "Ana Made-Up" in answer.out
    assert "\x1b" in PARTS[1].value  # red control: there is something that would
    assert "\x1b" not in answer.out
    assert everything(desk) == before


def test_for_machines_it_says_manifest_and_parts(clew: Command, desk: Path) -> None:
    said: dict[str, Any] = json.loads(
        clew("open", desk / "p.age", "--identity", desk / "us.txt", "--json").out
    )
    assert said["manifest"]["sender"] == "Lantern House"
    assert said["parts"][0]["value"] == "Ana Made-Up"
    assert said["sender_words"] == fingerprint_words(HOUSE_KEY)


def test_a_receipt_says_what_only_who_opened_it_can_know(clew: Command, desk: Path) -> None:
    receipt = desk / "receipt.json"
    answer = clew("open", desk / "p.age", "--identity", desk / "us.txt", "--receipt", receipt)
    said = json.loads(receipt.read_text())
    assert said["words"] in answer.out
    assert said["audit_head"]["seq"] == 3
    assert "Ana" not in receipt.read_text()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda data: data[:-1], "does not open"),
        (lambda data: data[:200] + bytes([data[200] ^ 1]) + data[201:], "does not open"),
        (lambda _: package(until_on=LAST - timedelta(days=9)), "that day is over"),
    ],
    ids=["cut", "flipped", "over"],
)
def test_what_may_not_be_used_is_one_sentence_code_1_and_nothing_written(
    clew: Command, desk: Path, spoil: Callable[[bytes], bytes], said: str
) -> None:
    (desk / "p.age").write_bytes(spoil((desk / "p.age").read_bytes()))
    before = everything(desk)
    words = ("open", desk / "p.age", "--identity", desk / "us.txt", "-o", desk / "out")
    answer = clew(*words, "--receipt", desk / "receipt.json")
    assert (answer.code, answer.out) == (1, "")
    assert len(answer.sentences) == 1
    assert said in answer.err
    assert everything(desk) == before


def test_somebody_else_s_key_opens_nothing(clew: Command, desk: Path) -> None:
    answer = clew("open", desk / "p.age", "--identity", desk / "others.txt", "-o", desk / "out")
    assert answer.code == 1
    assert not (desk / "out").exists()


def test_another_sender_than_the_one_named_is_refused(clew: Command, desk: Path) -> None:
    words = ("open", desk / "p.age", "--identity", desk / "us.txt", "-o", desk / "out", "--sender")
    assert clew(*words, fingerprint_words("somebody else")).code == 1
    assert not (desk / "out").exists()
    assert clew(*words, fingerprint_words(HOUSE_KEY)).code == 0  # red control


def test_a_wrong_call_is_one_sentence_and_nothing_written(clew: Command, desk: Path) -> None:
    (desk / "taken").mkdir()
    before = everything(desk)
    package_file, identity = desk / "p.age", desk / "us.txt"
    for words in (
        [package_file, "--identity", identity, "-o", desk / "taken"],
        [package_file, "--identity", identity, "--receipt", identity],
        [desk / "none.age", "--identity", identity],
        [package_file, "--identity", desk / "none.txt"],
        [package_file, "--identity", package_file],
        [identity, "--identity", identity],
        [desk, "--identity", identity],
        [package_file],
    ):
        assert_refused(clew("open", *words))
    assert everything(desk) == before


def test_a_new_identity_is_its_owner_s_alone_and_never_overwrites(
    clew: Command, tmp_path: Path
) -> None:
    file = tmp_path / "key.txt"
    answer = clew("identity", file)
    assert answer.code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    public = next(line for line in file.read_text().splitlines() if "public key" in line)
    assert fingerprint_words(public.partition(": ")[2]) in answer.out
    assert "AGE-SECRET-KEY" not in answer.out
    kept = file.read_text()
    assert_refused(clew("identity", file), "a name that is free")
    assert file.read_text() == kept


@pytest.mark.skipif(not AGE, reason="apt-get install age")
def test_debian_s_age_opens_the_outer_layer_and_tar_the_rest(desk: Path) -> None:
    opened = subprocess.run(
        [AGE, "-d", "-i", "us.txt", "p.age"], cwd=desk, check=True, stdout=subprocess.PIPE
    )
    text = subprocess.run(
        [TAR, "-xO", "parts.txt"], input=opened.stdout, check=True, stdout=subprocess.PIPE
    )
    assert "Ana Made-Up" in text.stdout.decode()
    with_wrong = subprocess.run([AGE, "-d", "-i", "others.txt", "p.age"], cwd=desk, check=False,
                                capture_output=True)  # fmt: skip
    assert (with_wrong.returncode, with_wrong.stdout) == (1, b"")


@pytest.mark.skipif(not AGE, reason="apt-get install age")
def test_an_identity_of_age_opens_a_package(clew: Command, desk: Path) -> None:
    made = subprocess.run([f"{AGE}-keygen"], check=True, capture_output=True, text=True).stdout
    public = next(line for line in made.splitlines() if "public key" in line).partition(": ")[2]
    (desk / "made.txt").write_text(made)
    from clew.engines.packages import making  # noqa: PLC0415 -- this once
    from tests.engines.packages.made_up import FACTS, HOUSE  # noqa: PLC0415 -- this once

    sealed = making.make(PARTS, FACTS, signed_by=HOUSE, sealed_to=[public])
    (desk / "theirs.age").write_bytes(sealed)
    answer = clew("open", desk / "theirs.age", "--identity", desk / "made.txt")
    assert answer.code == 1  # it opened, and its day is over
    assert "that day is over" in answer.err


def test_it_needs_no_house_and_loads_no_framework(desk: Path) -> None:
    answer = call_process("open", desk / "p.age", "--identity", desk / "us.txt", "--json")
    assert answer.code == 0
    assert json.loads(answer.out)["manifest"]["sender"] == "Lantern House"
