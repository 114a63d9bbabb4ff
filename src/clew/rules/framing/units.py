"""A text as the sentences that people code, and the digest by which two codings are of one text.

What comes may be a text, JSON lines with a `text` each, or a table with a column `text`: the last
two are for sentences that were chosen one by one.
"""

import csv
import hashlib
import io
import json
from dataclasses import dataclass
from typing import Final

from clew.rules.framing.reading import sentences
from clew.rules.sources.faults import Fault, WrongInput

MOST_SENTENCES: Final = 1_000
COLUMN: Final = "text"
_DIGEST_SIZE: Final = 16  # bytes: enough that two texts never share one by chance


@dataclass(frozen=True, slots=True)
class Units:
    """The sentences of one text, in their order."""

    sentences: tuple[str, ...]

    @property
    def digest(self) -> str:
        """The same for the same sentences, however their lines were broken; nothing leads back."""
        joined = "\n".join(self.sentences)
        return hashlib.blake2b(joined.encode(), digest_size=_DIGEST_SIZE).hexdigest()


def units_of(text: str, *, where: str = "the text") -> Units:
    """Return the sentences of a text, of JSON lines, or of a table.

    Args:
        text: what was given. Its first sign tells JSON lines, a head line with `text` a table.
        where: what messages call it.

    Raises:
        WrongInput: there is nothing to code, too much, or a line that cannot be read.
    """
    given = text.lstrip("\ufeff").strip()
    if not given:
        raise WrongInput([Fault(where, "", "an empty text", "sentences to code")])
    if given.startswith("{"):
        found = _of_lines(given, where)
    elif is_listed(given):
        found = _of_table(given, where)
    else:
        found = [each.text for each in sentences(given)]
    kept = tuple(" ".join(each.split()) for each in found)
    if not kept:
        raise WrongInput([Fault(where, "", "no word", "sentences to code")])
    if len(kept) > MOST_SENTENCES:
        wanted = f"{MOST_SENTENCES:,} at most: code it in parts"
        raise WrongInput([Fault(where, "", f"{len(kept):,} sentences", wanted)])
    return Units(kept)


def is_listed(text: str) -> bool:
    """Say whether a text is a list of sentences, in lines of JSON or in a table, and no prose."""
    given = text.lstrip("\ufeff").strip()
    return given.startswith("{") or COLUMN in _head(given)


def _head(text: str) -> list[str]:
    """Return the columns of a table's first line; of a text they are no such thing."""
    first = text.split("\n", 1)[0]
    return [name.strip().strip('"') for name in first.split(",")]


def _of_table(text: str, where: str) -> list[str]:
    try:
        rows = list(csv.DictReader(io.StringIO(text), skipinitialspace=True, strict=True))
    except csv.Error:
        raise WrongInput([Fault(where, "", "a table that breaks off", "a CSV table")]) from None
    found = []
    for at, row in enumerate(rows, start=2):
        if not (row.get(COLUMN) or "").strip():
            raise WrongInput([Fault(where, f"row {at}", "no sentence", "one in the column text")])
        found.append(row[COLUMN])
    return found


def _of_lines(text: str, where: str) -> list[str]:
    found = []
    for at, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            read = json.loads(line)
        except (ValueError, RecursionError):
            fault = Fault(where, f"line {at}", "no JSON", 'a line such as {"text": "…"}')
            raise WrongInput([fault]) from None
        sentence = read.get(COLUMN) if isinstance(read, dict) else None
        if not isinstance(sentence, str) or not sentence.strip():
            fault = Fault(where, f"line {at}", "no sentence", 'a line such as {"text": "…"}')
            raise WrongInput([fault])
        found.append(sentence)
    return found
