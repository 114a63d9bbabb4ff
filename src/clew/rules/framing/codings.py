"""What one person said of each sentence of a text: written as a coding file, and read again.

A coding file is a table: who coded (a label of their own, no name), which sentence of how many, the
digest of the text, and the codes. It holds no word of the text.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from clew.rules.framing.scheme import correct, in_order, scheme
from clew.rules.framing.units import MOST_SENTENCES
from clew.rules.sources.faults import Fault, WrongInput, describe

COLUMNS: Final = ("coder", "sentence", "of", "digest", "codes")
LABEL: Final = re.compile(r"[^\W_][\w .-]{0,19}\Z")
LABEL_WANTED: Final = "a label of 1 to 20 letters and digits, such as A"
_DIGEST: Final = re.compile(r"[0-9a-f]{32}\Z")
_MOST_FAULTS: Final = 10


@dataclass(frozen=True, slots=True)
class Coding:
    """What one coder said: the codes of each sentence, in order; none is a saying too."""

    coder: str
    digest: str
    said: tuple[frozenset[str], ...]


def at_odds(said: frozenset[str]) -> bool:
    """Say whether codes cannot stand together: a sentence is correct, or it has a problem."""
    return bool(said & correct().keys()) and bool(said - correct().keys())


def as_file(coding: Coding) -> str:
    """Return a coding as the text of a coding file."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for number, said in enumerate(coding.said, start=1):
        codes = " ".join(in_order(said))
        table.writerow([coding.coder, number, len(coding.said), coding.digest, codes])
    return out.getvalue()


def coding_of(text: str, *, where: str) -> Coding:
    """Read a coding file.

    Args:
        text: the file's text.
        where: what messages call it.

    Raises:
        WrongInput: it is none, two people coded it, sentences are missing, or a code is unknown.
    """
    rows = _rows(text, where)
    coder, count, digest = _one_of_each(rows, where)
    said: dict[int, frozenset[str]] = {}
    faults = []
    for at, row in enumerate(rows, start=2):
        place = f"row {at}"
        number = _number(row["sentence"])
        codes = row["codes"].split()
        unknown = [code for code in codes if code not in scheme()]
        if number is None or number > count:
            faults.append(
                Fault(where, place, describe(row["sentence"]), f"a sentence 1 to {count}")
            )
        elif number in said:
            faults.append(Fault(where, place, f"sentence {number} again", "each sentence once"))
        elif unknown:
            wanted = f"codes of the scheme ({', '.join(scheme())})"
            faults.append(Fault(where, place, describe(unknown[0]), wanted))
        else:
            said[number] = frozenset(codes)
    if not faults and len(said) < count:
        first = next(each for each in range(1, count + 1) if each not in said)
        found = f"{len(said)} of {count} sentences; {first} is the first that is missing"
        faults.append(Fault(where, "", found, "every sentence, also those without a code"))
    if faults:
        raise WrongInput(faults[:_MOST_FAULTS])
    return Coding(coder, digest, tuple(said[number] for number in range(1, count + 1)))


def _rows(text: str, where: str) -> list[dict[str, str]]:
    try:
        table = csv.reader(io.StringIO(text.lstrip("\ufeff")), strict=True)
        lines = [line for line in table if any(cell.strip() for cell in line)]
    except csv.Error:
        lines = []
    wanted = f"a coding file with the columns {', '.join(COLUMNS)}"
    if not lines:
        found = "nothing" if not text.strip() else "no table"
        raise WrongInput([Fault(where, "", found, wanted)])
    if tuple(cell.strip() for cell in lines[0]) != COLUMNS:
        raise WrongInput([Fault(where, "row 1", "other columns", wanted)])
    if len(lines) == 1:
        raise WrongInput([Fault(where, "", "no sentence", "a row for each sentence")])
    if len(lines) > MOST_SENTENCES + 1:
        found, most = f"{len(lines) - 1:,} rows", f"{MOST_SENTENCES:,} sentences at most"
        raise WrongInput([Fault(where, "", found, most)])
    for at, line in enumerate(lines[1:], start=2):
        if len(line) != len(COLUMNS):
            fault = Fault(where, f"row {at}", f"{len(line)} cells", f"{len(COLUMNS)} cells")
            raise WrongInput([fault])
    return [dict(zip(COLUMNS, map(str.strip, line), strict=True)) for line in lines[1:]]


def _one_of_each(rows: Sequence[dict[str, str]], where: str) -> tuple[str, int, str]:
    """Return what every row says alike: who coded, how many sentences there are, of which text."""
    faults = list(_mixed(rows, where))
    first = rows[0]
    count = _number(first["of"])
    if not LABEL.match(first["coder"]):
        faults.append(Fault(where, "coder", describe(first["coder"]), LABEL_WANTED))
    if count is None or count > MOST_SENTENCES:
        wanted = f"how many sentences there are, 1 to {MOST_SENTENCES:,}"
        faults.append(Fault(where, "of", describe(first["of"]), wanted))
    if not _DIGEST.match(first["digest"]):
        faults.append(Fault(where, "digest", describe(first["digest"]), "32 signs of 0-9 and a-f"))
    if faults or count is None:
        raise WrongInput(faults)
    return first["coder"], count, first["digest"]


def _mixed(rows: Sequence[dict[str, str]], where: str) -> Iterator[Fault]:
    wanted = {"coder": "one coder a file", "of": "one number", "digest": "one text a file"}
    for column, one in wanted.items():
        values = len({row[column] for row in rows})
        if values > 1:
            yield Fault(where, column, f"{values} different ones", one)


def _number(cell: str) -> int | None:
    """Return a number from 1 on as people write it, and nothing for anything else."""
    if not re.fullmatch(r"[1-9][0-9]{0,6}", cell):
        return None
    return int(cell)
