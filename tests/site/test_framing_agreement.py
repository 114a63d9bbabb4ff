"""`clew framing-agreement`: coding files compared, for people and for machines."""

import json
from pathlib import Path

import pytest

from clew.rules.framing.codings import Coding, as_file
from clew.rules.framing.units import units_of
from tests.site.calls import Command, assert_refused

TEXT = "Smugglers sold seats. Two illegals slept there. It rained."
DIGEST = units_of(TEXT).digest


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    said = {"A": ["OK-S", "ILL", ""], "B": ["OK-S", "", ""], "C": ["OK-S", "ILL", "OK-N"]}
    made = []
    for coder, each in said.items():
        coding = Coding(coder, DIGEST, tuple(frozenset(code.split()) for code in each))
        made.append(tmp_path / f"{coder}.csv")
        made[-1].write_text(as_file(coding), encoding="utf-8")
    return made


def test_two_codings_are_compared_in_words(
    clew: Command, files: list[Path], tmp_path: Path
) -> None:
    text = tmp_path / "text.txt"
    text.write_text(TEXT, encoding="utf-8")
    answer = clew("framing-agreement", *files[:2], "--text", text)
    assert (answer.code, answer.err) == (0, "")
    assert "3 sentences, coded by A, B." in answer.out
    assert "2: A ILL; B no code" in answer.out
    assert "Two illegals slept there." in answer.out


def test_json_has_the_published_shape(clew: Command, files: list[Path]) -> None:
    found = json.loads(clew("framing-agreement", *files, "--json").out)
    assert list(found) == [
        "coders", "digest", "sentences", "over_all", "sets", "codes", "pairs", "differences"
    ]  # fmt: skip
    assert list(found["over_all"]) == [
        "code", "name", "decisions", "said", "alike", "percentage", "kappa", "interval", "alpha",
        "because",
    ]  # fmt: skip
    assert found["differences"][0]["said"] == {"A": ["ILL"], "B": [], "C": ["ILL"]}
    assert len(found["pairs"]) == 3


@pytest.mark.parametrize(("table", "head"), [("measures", "code,"), ("differences", "sentence,")])
def test_each_table_can_be_had_alone(
    clew: Command, files: list[Path], table: str, head: str
) -> None:
    assert clew("framing-agreement", *files, "--csv", table).out.startswith(head)


def test_what_cannot_be_compared_is_refused(
    clew: Command, files: list[Path], tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Zdravka Canarova slept there.", encoding="utf-8")
    assert_refused(clew("framing-agreement", files[0]), "found 1 of them")
    assert_refused(clew("framing-agreement", files[0], files[0]), 'found "A" twice')
    assert_refused(clew("framing-agreement", files[0], other), "other.txt", "other columns")
    assert_refused(
        clew("framing-agreement", *files, "--text", other), "other.txt: found another text"
    )
    assert_refused(clew("framing-agreement", *[files[0]] * 11), "found 11 files")
    assert_refused(clew("framing-agreement", files[0], tmp_path / "none.csv"), "no such file")
    other.write_bytes(b"\xff\xfe\x00")
    assert_refused(clew("framing-agreement", files[0], other), "no UTF-8")
