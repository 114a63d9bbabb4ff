"""The form of one training session."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

MOST_ATTENDEES: Final = 500
LONGEST_PLACE: Final = 120


@dataclass(frozen=True, slots=True)
class SessionForm:
    """What was typed, what it means, and what is wrong with it by field id."""

    held_on: str
    place: str
    attendees: str
    day: date | None
    number: int | None
    errors: Mapping[str, str]


def blank(on: date) -> SessionForm:
    """Return the form as it is first shown."""
    return SessionForm(on.isoformat(), "", "", on, None, {})


def session_form(data: Mapping[str, str], *, on: date) -> SessionForm:
    """Read the form. `on` is today: a session that lies ahead is not taken."""
    held_on, place = data.get("held_on", "").strip(), data.get("place", "").strip()
    attendees = data.get("attendees", "").strip()
    errors: dict[str, str] = {}
    day = _day(held_on)
    if day is None:
        errors["f-held"] = _("Give the day of the session.")
    elif day > on:
        errors["f-held"] = _("This day lies ahead. Write the session down when it was held.")
    if not place or len(place) > LONGEST_PLACE or not place.isprintable():
        errors["f-place"] = _("Say where it was, in 120 letters at most.")
    number = int(attendees) if attendees.isascii() and attendees.isdigit() else None
    if number is None or not 1 <= number <= MOST_ATTENDEES:
        errors["f-attendees"] = _("Give the number of people who came, from 1 to 500.")
    return SessionForm(held_on, place, attendees, day, number, errors)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
