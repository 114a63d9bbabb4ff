"""The form of a new table, and of sending one back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from clew.inform.statistics.states import SHAPES, Kind, Reason

EARLIEST: Final = 2000


@dataclass(frozen=True, slots=True)
class TableForm:
    """What was typed, what it means, and what is wrong with it by field id."""

    kind: Kind
    shape: str
    first: str
    last: str
    first_year: int | None
    last_year: int | None
    errors: Mapping[str, str]


def blank(on: date) -> TableForm:
    """Return the form as it is first shown: the last five years that are over."""
    last = on.year - 1
    return TableForm(Kind.PEOPLE, "form-sex", str(last - 4), str(last), last - 4, last, {})


def table_form(data: Mapping[str, str], *, on: date) -> TableForm:
    """Read the form. `on` is today: only years that are over are counted."""
    kind, shape = data.get("kind", ""), data.get("shape", "")
    first, last = data.get("first_year", "").strip(), data.get("last_year", "").strip()
    errors: dict[str, str] = {}
    if kind not in set(Kind):
        errors["f-kind"] = _("Choose what to count.")
        kind = Kind.PEOPLE.value
    if shape not in SHAPES:
        errors["f-shape"] = _("Choose what to break it down by.")
    first_year, last_year = _year(first), _year(last)
    if first_year is None:
        errors["f-first"] = _("Give a year, such as 2024.")
    if last_year is None:
        errors["f-last"] = _("Give a year, such as 2024.")
    elif last_year >= on.year:
        errors["f-last"] = _("This year is not over. A year is counted once, when it is over.")
    elif first_year is not None and first_year > last_year:
        errors["f-last"] = _("The last year comes before the first one.")
    return TableForm(Kind(kind), shape, first, last, first_year, last_year, errors)


def reason_of(data: Mapping[str, str]) -> Reason | None:
    """Return the reason that was chosen; None where none was."""
    chosen = data.get("reason", "")
    return Reason(chosen) if chosen in set(Reason) else None


def _year(typed: str) -> int | None:
    if len(typed) != 4 or not (typed.isascii() and typed.isdigit()):  # noqa: PLR2004 -- four digits
        return None
    return int(typed) if int(typed) >= EARLIEST else None
