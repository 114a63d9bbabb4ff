"""The page on ASVS 5.0: every requirement of levels 1 and 2 has a row, and every test it names is.

How many requirements each section of the standard has, levels 1 and 2, was counted in its published
table (5.0.0); a row too few or too many shows.
"""

import ast
import re
from functools import cache
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
PAGE: Final = ROOT / "docs" / "reference" / "asvs.md"
# chapter → (level 1, level 2)
ASKED: Final = {
    "V1": (8, 19),
    "V2": (4, 7),
    "V3": (8, 11),
    "V4": (2, 8),
    "V5": (4, 5),
    "V6": (13, 22),
    "V7": (6, 12),
    "V8": (4, 3),
    "V9": (4, 3),
    "V10": (5, 24),
    "V11": (3, 11),
    "V12": (3, 6),
    "V13": (1, 12),
    "V14": (2, 7),
    "V15": (3, 10),
    "V16": (0, 16),
    "V17": (0, 7),
}
_ROW: Final = re.compile(r"\| (V\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| (.+) \|$")
_TEST: Final = re.compile(r"\[([^\]]+)\]\(\.\./\.\./(tests/[\w/]+\.py)\)")


def rows(text: str) -> list[tuple[str, ...]]:
    """Return (id, level, what, how) of each row."""
    return [found.groups() for line in text.splitlines() if (found := _ROW.match(line))]


@cache
def names_in(path: str) -> frozenset[str]:
    """Return the names of the tests of a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def wrong_in(text: str) -> list[str]:
    """Return a sentence for everything a page leaves out or says that is not so."""
    found = rows(text)
    wrong = []
    for chapter, (first, second) in ASKED.items():
        levels = [level for name, level, _, _ in found if name.split(".")[0] == chapter]
        if (levels.count("1"), levels.count("2")) != (first, second):
            wrong.append(f"{chapter} has {len(levels)} rows, wanted {first} and {second}")
    names = [name for name, *_ in found]
    wrong += [f"{name} stands there twice" for name in set(names) if names.count(name) > 1]
    for name, _, _, how in found:
        shown = _TEST.findall(how)
        if not shown and not how.startswith(("Does not apply or needs no test:", "**Not met:**")):
            wrong.append(f"{name} says neither how it is met nor why not")
        for words, path in shown:
            test = "test_" + words.replace(" ", "_")
            if not (ROOT / path).exists() or test not in names_in(path):
                wrong.append(f"{name} names a test that is not there: {words}")
    return wrong


def test_every_requirement_has_its_row_and_every_test_it_names_is_there() -> None:
    assert wrong_in(PAGE.read_text(encoding="utf-8")) == []


def test_the_sums_on_top_are_those_of_the_rows() -> None:
    text = PAGE.read_text(encoding="utf-8")
    how = [row[3] for row in rows(text)]
    unmet = sum(one.startswith("**Not met:**") for one in how)
    elsewhere = sum(one.startswith("Does not apply") for one in how)
    told = [int(number) for number in re.findall(r"\*\*(\d+)\*\* ", text)]
    assert told[:3] == [len(how) - unmet - elsewhere, elsewhere, unmet]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"\| V8\.2\.2 .*\n", ""),
        (r"(\| V8\.2\.2 .*\n)", r"\1\1"),
        (r"\(\.\./\.\./tests/site/", "(../../tests/elsewhere/"),
        (r"\*\*Not met:\*\* [^|]+", "yes "),
    ],
)
def test_a_row_that_is_missing_or_false_would_be_found(old: str, new: str) -> None:
    text = PAGE.read_text(encoding="utf-8")
    changed = re.sub(old, new, text, count=1)
    assert changed != text
    assert wrong_in(changed)
