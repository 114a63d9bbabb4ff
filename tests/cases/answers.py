"""What was published of each case, and what follows from each document, by hand."""

import csv
from collections.abc import Iterator
from pathlib import Path

from clew.rules.law.facts import Facts
from clew.rules.law.published_cases import facts_of, published_cases

FOLDER = Path(__file__).parent


def _column(file: str, key: str, value: str) -> dict[str, str]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    found = {row[key]: row[value] for row in rows}
    assert len(found) == len(rows), f"{file} names something twice"
    return found


def answers() -> dict[str, str]:
    """Return what follows from each document, by its id."""
    return _column("published_answers.csv", "document", "conclusion")


def published_labels() -> dict[str, set[str]]:
    """Return what the source of each case calls it."""
    found = _column("published_labels.csv", "case", "published")
    return {case: set(labels.split()) for case, labels in found.items()}


def documents() -> Iterator[tuple[str, Facts]]:
    """Yield every document of every published case, with the id of its case."""
    for case in published_cases():
        for facts in facts_of(case):
            yield case, facts
