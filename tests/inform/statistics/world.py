"""Made-up people for counting: written down, and concluded about, by the cast."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from clew.ground.accounts.models import Member
from clew.recognise.classification.models import Classification
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from tests.cast import CANARY, TODAY

MET = date(2025, 5, 4)


def somebody(
    actor: Member, *forms: str, sex: str = "male", born: str = "1985-04-01", on: date = MET
) -> Person:
    """Write somebody down, and conclude for these purposes if any are named."""
    known: Mapping[str, str] = {"full_name": f"Marek {CANARY}", "sex": sex, "born": born}
    person = people.write_down(actor=actor, on=on, known=known)
    if forms:
        conclude(actor, person, *forms)
    return person


def conclude(
    actor: Member,
    person: Person,
    *forms: str,
    what: str = "trafficking",
    on: date = MET,
    anew: Classification | None = None,
) -> Classification:
    """Keep a sheet that was concluded from; or conclude anew from one that was kept."""
    sheet = Classification(
        person=person, author=actor, organisation=actor.organisation, kept_on=on,
        facts={f"purpose.{form}": "yes" for form in forms}, points_to="trafficking",
        rule_version="INT 2003-12-25", concluded=what, reason="made up", concluded_by=actor,
        concluded_at=datetime(on.year, on.month, on.day, 12, tzinfo=UTC), first=anew, base=anew,
    )  # fmt: skip
    sheet.save(force_insert=True)
    return sheet


def many(actor: Member, counts: Mapping[str, int], *, on: date = MET) -> list[Person]:
    """Write down as many people as each form of exploitation has."""
    return [somebody(actor, form, on=on) for form, number in counts.items() for _ in range(number)]


LAST_YEAR = TODAY.year - 1
