"""One cell, by the type of its field: its value written one way, or what is wrong with it.

What was found is told by its shape: digits as #, letters by their number. A cell can hold a
person's name or number, in any script and whatever column it stands in.
"""

import difflib
import re
from collections.abc import Callable
from datetime import date
from typing import Final

from clew.rules.exchange.htcds import Crossing, Published, Type
from clew.rules.sources.records import one_of

BETWEEN: Final = ";"  # the values of one cell
_LONGEST: Final = {Type.TEXT: 255, Type.LOOKUP: 255, Type.LONG_TEXT: 20_000}
_JOINERS: Final = "\u200c\u200d"  # Persian, Kurdish and Hindi words are spelt with them
# What a text from a sheet or a phone's contacts brings along unseen: spaces that do not break, and
# marks of byte order and of direction. Marks that turn letters round (U+202D, U+202E) stay refused.
_AS_READ: Final = str.maketrans(
    {"\u00a0": " ", "\u202f": " "}
    | dict.fromkeys("\ufeff\u061c\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069", "")
)
_UNSEEN: Final = r"\ufeff\x00-\x1f\x7f\s\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069"
_FORMULA: Final = re.compile(rf"[{_UNSEEN}]*[=+\-@|%＝＋－＠]")
_TRUE: Final = frozenset({"true", "yes", "1"})
_FALSE: Final = frozenset({"false", "no", "0"})
_MOST: Final = 150  # years, or children
_SHAPE: Final = re.compile(r"[\d/.:, T+Z-]{1,30}\Z")
_EARLIEST: Final = date(1900, 1, 1)


class Unreadable(Exception):
    """A cell that cannot be read: what was found, by its shape, and what is wanted."""

    def __init__(self, found: str, wanted: str) -> None:
        """Keep both halves of the sentence."""
        super().__init__(found)
        self.found = found
        self.wanted = wanted


def read_cell(text: str, published: Published, crossing: Crossing) -> str:
    """Return the value of a cell, written one way; nothing for an empty one: not known.

    Raises:
        Unreadable: it is no value of this field.
    """
    cell = unguarded(text.translate(_AS_READ).strip())
    if not cell.strip(_JOINERS):
        return ""
    return _READERS[published.type](cell, published, crossing)


def shape(cell: str) -> str:
    """Describe a cell without repeating it."""
    if _SHAPE.match(cell):
        masked = "".join(
            "#" if sign.isdigit() else "a" if sign.isalpha() else sign for sign in cell
        )
        return f"the shape {masked}"
    return f"a text of {len(cell)} letter{'s' * (len(cell) != 1)}"


def guarded(cell: str) -> str:
    """Lead what a spreadsheet would run with an apostrophe."""
    return f"'{cell}" if _FORMULA.match(cell) or cell.startswith("'") else cell


def unguarded(cell: str) -> str:
    """Take off the apostrophe that `guarded` put before a cell."""
    return cell[1:] if cell.startswith("'") and guarded(cell[1:]) == cell else cell


def _text(cell: str, published: Published, _crossing: Crossing) -> str:
    longest = _LONGEST[published.type]
    if len(cell) > longest:
        raise Unreadable(shape(cell), f"{longest:,} letters at most")
    plain = cell.replace("\r\n", "\n").replace("\r", "\n")
    lines = published.type is Type.LONG_TEXT
    fine = f"{_JOINERS}\n\t" if lines else _JOINERS
    if not all(sign.isprintable() or sign in fine for sign in plain):
        wanted = "text" if lines else "text on one line"
        raise Unreadable(found="signs that cannot be printed", wanted=wanted)
    return plain


def _date(cell: str, _published: Published, _crossing: Crossing) -> str:
    try:
        found = date.fromisoformat(cell) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell) else None
    except ValueError:
        found = None
    if found is None or found < _EARLIEST:
        raise Unreadable(shape(cell), "a day as YYYY-MM-DD, such as 2021-06-02")
    return found.isoformat()


def _number(cell: str, _published: Published, _crossing: Crossing) -> str:
    found = re.fullmatch(r"(\d{1,3})(?:\.0+)?", cell, re.ASCII)
    if found is None or int(found[1]) > _MOST:
        raise Unreadable(shape(cell), f"a whole number up to {_MOST}")
    return str(int(found[1]))


def _degrees(cell: str, _published: Published, _crossing: Crossing) -> str:
    good = re.fullmatch(r"-?\d{1,3}(?:\.\d{1,12})?", cell, re.ASCII)
    if good is None or abs(float(cell)) > 180:  # noqa: PLR2004 -- half the way around the earth
        raise Unreadable(shape(cell), "degrees with a point, such as -0.1275")
    return cell


def _checkbox(cell: str, _published: Published, _crossing: Crossing) -> str:
    if cell.casefold() in _TRUE:
        return "true"
    if cell.casefold() in _FALSE:
        return "false"
    raise Unreadable(shape(cell), "true or false, or nothing where it is not known")


def _country(cell: str, _published: Published, _crossing: Crossing) -> str:
    if re.fullmatch(r"[A-Za-z]{2,3}", cell, re.ASCII) is None:
        raise Unreadable(shape(cell), "a country by its code of ISO 3166, such as PL")
    return cell.upper()


def _language(cell: str, _published: Published, _crossing: Crossing) -> str:
    if re.fullmatch(r"[A-Za-z]{2,3}", cell, re.ASCII) is None:
        raise Unreadable(shape(cell), "a language by its code of ISO 639-2, such as pol")
    return cell.lower()


def _countries(cell: str, published: Published, crossing: Crossing) -> str:
    parts = [part.strip() for part in cell.split(BETWEEN) if part.strip()]
    return BETWEEN.join(sorted({_country(part, published, crossing) for part in parts}))


def _picked(cell: str, published: Published, crossing: Crossing) -> str:
    found = _code(cell, published, crossing)
    if found is None:
        raise Unreadable(shape(cell), _wanted(cell, published))
    return found


def _several(cell: str, published: Published, crossing: Crossing) -> str:
    """Read codes between semicolons; a survey of the toolkit puts spaces between its codes."""
    parts = [part.strip() for part in cell.split(BETWEEN) if part.strip()]
    if len(parts) == 1 and _code(parts[0], published, crossing) is None:
        spaced = parts[0].split()
        if all(_code(part, published, crossing) for part in spaced):
            parts = spaced
    found = {_picked(part, published, crossing) for part in parts}
    order = [*published.codes, *crossing.terms]
    return BETWEEN.join(sorted(found, key=order.index))


def _code(cell: str, published: Published, crossing: Crossing) -> str | None:
    """Return the code that is meant: by itself, by its label, or by another published spelling."""
    known = {code.casefold(): code for code in (*published.codes, *crossing.terms)}
    known |= {label.casefold(): code for code, label in published.codes.items()}
    known |= {other.casefold(): code for other, code in crossing.spelt.items()}
    return known.get(cell.casefold())


def _wanted(cell: str, published: Published) -> str:
    """Name the codes: the one that looks like it, or the first few."""
    near = difflib.get_close_matches(cell, published.codes, n=1, cutoff=0.8)
    if near:
        return f"a code of the standard; it looks like {near[0]}"
    shown = list(published.codes)
    if len(shown) <= 6:  # noqa: PLR2004 -- as many as one reads in a sentence
        return one_of(shown)
    return f"a code of the standard, such as {shown[0]} or {shown[1]} ({len(shown)} in all)"


_READERS: Final[dict[Type, Callable[[str, Published, Crossing], str]]] = {
    Type.TEXT: _text,
    Type.LONG_TEXT: _text,
    Type.LOOKUP: _text,
    Type.DATE: _date,
    Type.NUMBER: _number,
    Type.DEGREES: _degrees,
    Type.CHECKBOX: _checkbox,
    Type.PICKLIST: _picked,
    Type.MULTISELECT: _several,
    Type.COUNTRY: _country,
    Type.COUNTRIES: _countries,
    Type.LANGUAGE: _language,
}
