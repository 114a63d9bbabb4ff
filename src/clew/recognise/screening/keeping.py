"""What pages that keep a talk share: faults by their places, whose it is, what was picked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from clew.ground.accounts.models import Member
from clew.recognise.screening.forms import KeepForm, wrong_day
from clew.recognise.screening.queries import person_stood_by
from clew.survivor.people.models import Person

PICK_FIELD: Final = "pick-"
_PLACES: Final = {
    "whom": "whom-new",
    "called": "called",
    "code": "code",
    "started_on": "started_on",
    "channel": "channel",
    "training_session": "training_session",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose a talk is, of which day, and where the person was met: as a worker said it."""

    person: Person | None
    called: str
    started_on: date | None
    channel: str
    training_session: str


def faults_of(form: KeepForm, today: date) -> dict[str, str]:
    """Return one sentence per fault, by the id of the element it belongs to."""
    errors = {_PLACES[name]: str(found[0]) for name, found in form.errors.items()}
    day = form.cleaned_data.get("started_on")
    wrong = wrong_day(day, today) if day else ""
    return errors | ({"started_on": wrong} if wrong else {})


def wanted_in(actor: Member, form: KeepForm) -> Wanted:
    """Return what was said of a talk that is to be kept. Call it once no fault was found.

    Raises:
        NobodyOfYours: the code that was typed belongs to nobody whom the actor stands by.
    """
    given = form.cleaned_data
    person = None
    if given["whom"] == "existing":
        person = person_stood_by(actor, str(given["code"]))
    return Wanted(
        person,
        "" if person else str(given["called"]),
        given["started_on"],
        str(given["channel"]),
        str(given["training_session"]),
    )


def picked_in(sent: Mapping[str, str]) -> dict[str, str]:
    """Return which side was picked, by question, where two pages or devices differ."""
    return {
        name.removeprefix(PICK_FIELD): str(side)
        for name, side in sent.items()
        if name.startswith(PICK_FIELD)
    }
