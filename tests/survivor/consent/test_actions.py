"""Recording a yes: for a while, for what may be asked, by who stands by the person."""

from datetime import timedelta

import pytest

from clew.rules.consent.duration import last_day, latest_day
from clew.rules.consent.kinds import Kind, Purpose
from clew.survivor.consent import actions as consents
from clew.survivor.consent.models import Consent
from clew.survivor.consent.queries import NoSuchConsent, consent_for, of_person
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import NotYours
from tests.cast import TODAY, Cast
from tests.survivor.made import INVESTIGATE, yes

pytestmark = pytest.mark.django_db


def test_a_yes_holds_ninety_days_unless_agreed_otherwise(cast: Cast, person: Person) -> None:
    consent = consents.record(
        actor=cast.advocate_a, person=person, recipient=cast.police, kinds=[Kind.IDENTITY],
        purpose=INVESTIGATE, from_on=TODAY,
    )  # fmt: skip
    assert (consent.until_on - TODAY).days + 1 == 90
    assert consent.until_on == last_day(TODAY)
    person.refresh_from_db(fields=["consent_epoch"])
    assert person.consent_epoch == 1


@pytest.mark.parametrize(
    ("kinds", "days", "refused"),
    [
        ([], 30, consents.NothingAgreed),
        ([Kind.IDENTITY], 365, consents.TooLong),
        ([Kind.IDENTITY], -1, consents.EndsTooEarly),
        ([Kind.IMMIGRATION], 30, consents.BehindTheWall),
        ([Kind.IDENTITY, Kind.IMMIGRATION], 30, consents.BehindTheWall),
    ],
)
def test_what_may_not_be_asked_is_not_recorded(
    cast: Cast, person: Person, kinds: list[Kind], days: int, refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        consents.record(
            actor=cast.advocate_a, person=person, recipient=cast.police, kinds=kinds,
            purpose=INVESTIGATE, from_on=TODAY, until_on=TODAY + timedelta(days=days),
        )  # fmt: skip
    assert not Consent.rows.exists()


def test_the_longest_yes_is_a_year(cast: Cast, person: Person) -> None:
    # Red control: one day less than what is refused above.
    consent = yes(cast, person, cast.police, Kind.IDENTITY, until=TODAY + timedelta(days=364))
    assert consent.until_on == latest_day(TODAY)


def test_a_lawyer_may_be_told_of_status(cast: Cast, person: Person) -> None:
    # Red control: the wall is about the recipient, not about the part.
    yes(cast, person, cast.law_firm, Kind.IMMIGRATION, purpose=Purpose.LEGAL_ADVICE)
    assert Consent.rows.count() == 1


@pytest.mark.parametrize("who", ["advocate_b", "case_lead", "advocate_elsewhere", "survivor"])
def test_only_who_stands_by_records_a_yes(cast: Cast, person: Person, who: str) -> None:
    with pytest.raises(NotYours):
        consents.record(
            actor=getattr(cast, who), person=person, recipient=cast.police, kinds=[Kind.IDENTITY],
            purpose=INVESTIGATE, from_on=TODAY,
        )  # fmt: skip
    assert not Consent.rows.exists()


def test_consents_are_visible_with_the_person(cast: Cast, person: Person) -> None:
    consent = yes(cast, person, cast.police, Kind.IDENTITY)
    assert consent_for(cast.advocate_a, consent.id) == consent
    assert of_person(cast.case_lead, person) == [consent]
    assert of_person(cast.advocate_elsewhere, person) == []
    with pytest.raises(NoSuchConsent):
        consent_for(cast.police_liaison, consent.id)
