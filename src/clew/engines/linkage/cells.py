"""What one cell of a table tells: the values in it by their kind, as they are compared.

Used for a column (each different cell once) and for a single new record alike.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from clew.rules.linkage.doors import door_parts
from clew.rules.linkage.folding import fold, placeholder

MOST_VALUES: Final = 3
_TAIL = 9  # digits of a phone that stay when the dialling code is written otherwise
_FEWEST_DIGITS = 7
_END = 4
_LONGEST_END = 7
_FEWEST_SIGNS = 4
_LONGEST = 400
_NOT_PLAIN = re.compile(r"[^A-Z0-9?*]+")
# A date in a column of phones: its digits would be shared by all who were born that day.
_DATE = re.compile(
    r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{4}|[12][0-9]{3}[./-][0-9]{2}([./-][0-9]{2})?"
)
_NOT_DIGITS = re.compile(r"[^0-9]+")
_SEXES: Final = {"m": 1, "male": 1, "man": 1, "f": 2, "female": 2, "woman": 2, "w": 2}

Values = tuple[list[str], ...]


def values_in(cell: str) -> list[str]:
    """Return the values of a cell; only the first ones of a very long list are ever used."""
    if ";" not in cell:
        value = cell.strip()
        return [value] if value and len(value) <= _LONGEST else []
    first: Iterable[str] = cell.split(";", MOST_VALUES + 2)[: MOST_VALUES + 1]
    return [value for value in map(str.strip, first) if value and len(value) <= _LONGEST]


def sex_of(cell: str) -> int:
    """Return 1 for a man, 2 for a woman, 0 where it is not said."""
    return _SEXES.get(cell.strip().lower(), 0)


def _addresses(cell: str) -> Values:
    doors = [door_parts(address) for address in values_in(cell)]
    return (
        [parts.door for parts in doors if parts.door],
        [parts.house for parts in doors if parts.house],
        [parts.street for parts in doors if parts.street],
        [parts.code for parts in doors if parts.code],
        [parts.area for parts in doors if parts.area],
    )


def _accounts(cell: str) -> Values:
    accounts = [_NOT_PLAIN.sub("", account.upper()) for account in values_in(cell)]
    return (
        [number for number in accounts if len(number) > _LONGEST_END],
        [end for end in map(_account_end, accounts) if end],
    )


def _each(read: Callable[[str], str]) -> Callable[[str], Values]:
    def values(cell: str) -> Values:
        return ([value for value in map(read, values_in(cell)) if value],)

    return values


def _phone(text: str) -> str:
    if _DATE.fullmatch(text):
        return ""
    digits = _NOT_DIGITS.sub("", text).lstrip("0")[-_TAIL:]
    return digits if len(digits) >= _FEWEST_DIGITS and not placeholder(digits) else ""


def _email(text: str) -> str:
    return text.lower() if "@" in text[1:-1] else ""


def _signs(text: str) -> str:
    signs = _NOT_PLAIN.sub("", text.upper())
    return signs if len(signs) >= _FEWEST_SIGNS and len(set(signs)) > 1 else ""


def _account_end(number: str) -> str:
    end = number[-_END:]
    return end if len(end) == _END and end.isdecimal() and len(set(end)) > 1 else ""


READERS: Final[Mapping[str, tuple[tuple[str, ...], Callable[[str], Values]]]] = {
    "addresses": (("door", "house", "street", "code", "area"), _addresses),
    "accounts": (("account", "account_end"), _accounts),
    "phones": (("phone",), _each(_phone)),
    "emails": (("email",), _each(_email)),
    "documents": (("document",), _each(_signs)),
    "vehicles": (("plate",), _each(_signs)),
    "employers": (("employer",), _each(fold)),
    "birth_place": (("birth_place",), _each(fold)),
    "city": (("city",), _each(fold)),
    "occupation": (("occupation",), _each(fold)),
    "nationality": (("nationality",), _each(fold)),
    "place_of_recruitment": (("recruitment",), _each(fold)),
}
"""For each column the kinds of values that its cells tell, and how a cell is read."""
