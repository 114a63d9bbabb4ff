"""What came off one page of the form, checked against the data of its fields."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from clew.recognise.mechanisms.form import TICKED, UNSAID, Field, Page, Said, Shape

_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+\Z")
_PHONE: Final = re.compile(r"\+?[0-9 ()/.-]{6,24}\Z")
_NUMBER: Final = re.compile(r"[0-9]{1,3}\Z")
_FIRST_YEAR: Final = 1900


@dataclass(frozen=True, slots=True)
class PageForm:
    """What was typed on one page: what each field holds, what is checked, what is wrong."""

    said: dict[str, Said] = field(repr=False)
    checked: frozenset[str]
    errors: dict[str, str]


def read(page: Page, posted: Mapping[str, list[str]], *, on: date) -> PageForm:
    """Read what was sent for a page. What is wrong stays out of `said` and has a sentence."""
    said: dict[str, Said] = {}
    errors: dict[str, str] = {}
    checked = frozenset(
        each.id for each in page.fields if posted.get(f"checked-{each.id}", [""])[-1] == "yes"
    )
    for each in page.fields:
        given = typed(each, posted)
        wrong = _wrong(each, given, on=on)
        if wrong:
            errors[f"f-{each.id}"] = wrong
        else:
            said[each.id] = given
    return PageForm(said, checked, errors)


def typed(each: Field, posted: Mapping[str, list[str]]) -> Said:
    """Return what was typed for one field, right or wrong."""
    if each.shape is Shape.MANY:
        return [code for code in posted.get(each.id, []) if code]
    if each.may_stay_unsaid and posted.get(f"unsaid-{each.id}", [""])[-1] == "yes":
        return UNSAID
    return posted.get(each.id, [""])[-1].replace("\r\n", "\n").strip()


def _wrong(each: Field, said: Said, *, on: date) -> str:
    """Return what is wrong with an answer, in one sentence that says what to do."""
    if said in ("", [], UNSAID):
        return ""
    given = said if isinstance(said, list) else [said]
    if each.choices and not set(given) <= set(each.choices):
        return _("%(field)s: choose one that the form has.") % {"field": each.label}
    text = given[0]
    if len(text) > each.longest:
        count = {"field": each.label, "most": f"{each.longest:,}", "is": f"{len(text):,}"}
        return _("%(field)s: the form takes %(most)s characters; this has %(is)s.") % count
    return _wrong_shape(each, text, on=on)


def _wrong_shape(each: Field, text: str, *, on: date) -> str:
    shaped = {
        Shape.EMAIL: (_EMAIL, _("%(field)s: write a whole address, such as desk@example.org.")),
        Shape.PHONE: (_PHONE, _("%(field)s: write digits, with + and the country first.")),
        Shape.NUMBER: (_NUMBER, _("%(field)s: write a number, such as 2.")),
    }
    if each.shape in shaped:
        pattern, sentence = shaped[each.shape]
        return "" if pattern.match(text) else sentence % {"field": each.label}
    if each.shape is Shape.DATE:
        return _wrong_day(each, text, on=on)
    if each.shape is Shape.TICK and text != TICKED:
        return _("%(field)s: tick it or leave it.") % {"field": each.label}
    return ""


def _wrong_day(each: Field, text: str, *, on: date) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return _("%(field)s: write a whole day, or leave it empty.") % {"field": each.label}
    if day.year < _FIRST_YEAR or day > on:
        return _("%(field)s: a day after 1900 and not after today.") % {"field": each.label}
    return ""
