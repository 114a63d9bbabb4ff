"""Tables of decisions, and the answers they are taken into, for the tests about them."""

import csv
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from clew.engines.linkage.deciding import decide
from clew.engines.linkage.decisiontables import COLUMNS
from clew.engines.linkage.removing import Maker
from tests.engines.linkage.made_up import together
from tests.engines.linkage.test_resolving import entities_of, quietly

TODAY = date(2026, 3, 4)
MAKER = Maker("B. Steward", TODAY, "the wrong file")
Said = tuple[str, str, str]


def said(file: Path, decisions: Sequence[Said], *, by: str = "A. Steward") -> Path:
    """Write decisions as a table of today and return the file."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(COLUMNS)
        writer.writerows([*each, by, TODAY.isoformat(), "met both"] for each in decisions)
    return file


def decided(out: Path, *decisions: Said) -> dict[str, object]:
    """Take decisions into an answer."""
    table = said(out.parent / "decisions.csv", decisions)
    return decide(table, out, quietly, today=TODAY)


def copied(known: Path, to: Path) -> Path:
    """Return an answer of one's own to change."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(known, to)
    return to


def files_of(out: Path) -> dict[str, bytes]:
    """Return the bytes of every file of an answer."""
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*.*")}


def some_pairs(out: Path) -> tuple[list[str], list[str]]:
    """Return the records of a largest entity, and one each of three others."""
    groups = sorted(together(entities_of(out)), key=lambda group: (-len(group), min(group)))
    return sorted(groups[0]), [min(group) for group in groups[1:4]]
