"""The categories people are counted by, and which of them a person belongs to.

They are public and fixed: a category does not come and go with the people in it. What is not
known stays a category of its own and is never guessed.
"""

import calendar
from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOT_KNOWN: Final = "not_known"
SEVERAL: Final = "several"

Words = Mapping[str, Promise]
AGES: Final[Words] = MappingProxyType(
    {
        "under_18": _("under 18"),
        "18_to_24": _("18 to 24"),
        "25_to_39": _("25 to 39"),
        "40_to_59": _("40 to 59"),
        "60_or_over": _("60 or over"),
        NOT_KNOWN: _("age not known"),
    }
)
SEXES: Final[Words] = MappingProxyType(
    {
        "female": _("female"),
        "male": _("male"),
        "another": _("another"),
        NOT_KNOWN: _("sex not known"),
    }
)
# The purposes of the Trafficking Protocol, art. 3(a), and those that laws have added.
FORMS: Final[Words] = MappingProxyType(
    {
        "forced_labour": _("forced labour"),
        "sexual_exploitation": _("sexual exploitation"),
        "servitude": _("servitude"),
        "slavery_or_similar": _("slavery or practices like it"),
        "forced_criminality": _("forced criminality"),
        "forced_begging": _("forced begging"),
        "forced_marriage": _("forced marriage"),
        "organ_removal": _("removal of organs"),
        "illegal_adoption": _("illegal adoption"),
        "surrogacy_exploitation": _("exploitation in surrogacy"),
        "other_exploitation": _("another form"),
        SEVERAL: _("more than one form"),
        NOT_KNOWN: _("a form not known"),
    }
)
STAGES: Final[Words] = MappingProxyType(
    {
        "recognised": _("recognised"),
        "referred": _("referred"),
        "accepted": _("accepted"),
        "case_opened": _("case opened"),
        "released": _("released to the police"),
        "reported": _("reported"),
        "charged": _("charged"),
    }
)
WORDS: Final[Mapping[str, Words]] = MappingProxyType(
    {"age": AGES, "sex": SEXES, "form": FORMS, "stage": STAGES}
)
AXIS_WORDS: Final[Words] = MappingProxyType(
    {
        "age": _("Age when first met"),
        "sex": _("Sex"),
        "form": _("Form of exploitation"),
        "stage": _("Came so far, and no further"),
    }
)
_BANDS: Final = ((18, "under_18"), (25, "18_to_24"), (40, "25_to_39"), (60, "40_to_59"))
_MALE: Final = frozenset({"male", "man", "boy", "m"})
_FEMALE: Final = frozenset({"female", "woman", "girl", "f"})
_UNSURE: Final = frozenset({"", "unknown", "not known", "?", "u"})


def age_band(born: str | None, on: date) -> str:
    """Return the age band on a day of somebody born in a year, a month or on a day.

    Where the birthday is not known and the band hangs on it, the band is not known. So it is for
    a day of birth that cannot be read, or that lies ahead.
    """
    days = _possible_days(born)
    if days is None or days[0] > on:
        return NOT_KNOWN
    first, last = days
    youngest, oldest = _band(_age(min(last, on), on)), _band(_age(first, on))
    return youngest if youngest == oldest else NOT_KNOWN


def sex_of(told: str | None) -> str:
    """Return the category of what was written down as sex."""
    plain = (told or "").strip().casefold()
    if plain in _UNSURE:
        return NOT_KNOWN
    if plain in _FEMALE:
        return "female"
    return "male" if plain in _MALE else "another"


def form_of(purposes: Collection[str]) -> str:
    """Return the category of the purposes that a conclusion found met."""
    known = sorted(set(purposes) & FORMS.keys() - {SEVERAL, NOT_KNOWN})
    if not known:
        return NOT_KNOWN
    return known[0] if len(known) == 1 else SEVERAL


def quarter_of(day: date) -> str:
    """Return the quarter of a day, such as '2026-Q1'."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def _possible_days(born: str | None) -> tuple[date, date] | None:
    """Return the first and last day somebody may have been born on."""
    parts = (born or "").strip().split("-")
    if not 1 <= len(parts) <= 3 or not all(  # noqa: PLR2004 -- year, month, day
        part.isascii() and part.isdigit() for part in parts
    ):
        return None
    numbers = [int(part) for part in parts]
    try:
        match numbers:
            case [year]:
                return date(year, 1, 1), date(year, 12, 31)
            case [year, month]:
                last = calendar.monthrange(year, month)[1]
                return date(year, month, 1), date(year, month, last)
            case [year, month, day]:
                return date(year, month, day), date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        return None
    return None


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _band(age: int) -> str:
    return next((band for limit, band in _BANDS if age < limit), "60_or_over")
