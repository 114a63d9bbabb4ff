"""Rows of national referrals: one prepared, one that left, one decision. All made up."""

from datetime import date
from typing import Final

from clew.ground.accounts.models import Member, Organisation
from clew.ground.vault import permits
from clew.recognise.mechanisms.models import Decision, Preparation, Sending
from clew.rules.consent.kinds import RecipientKind
from clew.survivor.people.models import Person
from clew.survivor.release.models import Release
from tests.cast import CANARY, TODAY
from tests.factories.people import Ids, a_person, a_release

NEVER_OVER: Final = date(2199, 12, 31)


def an_authority() -> Organisation:
    """Enter the office that decides, if it is not there."""
    made, _new = Organisation.objects.get_or_create(
        name="Deciding Office (made up)",
        defaults={"kind": RecipientKind.COMPETENT_AUTHORITY.value},
    )
    return made


def a_preparation(keeper: Member, person: Person) -> Preparation:
    """Prepare a referral with something in every compartment."""
    said = {"said": CANARY, "standing": "confirmed"}
    made: Preparation = Preparation.rows.create(
        person=person, organisation=person.organisation, mechanism="gb-nrm",
        form_version="2026-04-21", made_by=keeper, made_on=TODAY, expires_on=NEVER_OVER,
        operations={"reference": said}, identity={"pv-name-last-name": said},
        contact={"no-contact-details": said}, testimony={"family": said},
        immigration={"birthplace": said}, marks={},
    )  # fmt: skip
    return made


def a_sending(keeper: Member, person: Person, sent: Release) -> Sending:
    """Let one go, as far as this room keeps it."""
    made: Sending = Sending.rows.create(
        person=person, organisation=person.organisation, mechanism="gb-nrm",
        form_version="2026-04-21", route="adult", left_on=TODAY, left_by=keeper, release=sent,
    )  # fmt: skip
    return made


def a_decision(keeper: Member, person: Person) -> Decision:
    """Write a decision down."""
    made: Decision = Decision.rows.create(
        person=person, organisation=person.organisation, mechanism="gb-nrm",
        step="reasonable_grounds", outcome="negative", decided_on=TODAY, told_on=TODAY,
        told_by=CANARY, words=CANARY, recorded_by=keeper,
    )  # fmt: skip
    return made


def preparation_ids(keeper: Member) -> Ids:
    """Prepare a referral of somebody."""
    row = a_preparation(keeper, a_person(keeper))
    permits.clear()
    return {"preparation_id": str(row.id), "to": str(an_authority().id)}


def sending_ids(keeper: Member) -> Ids:
    """Let one of somebody go."""
    person = a_person(keeper)
    row = a_sending(keeper, person, a_release(keeper, person, an_authority()))
    permits.clear()
    return {"sending_id": str(row.id)}


def decision_ids(keeper: Member) -> Ids:
    """Write a decision about somebody down."""
    row = a_decision(keeper, a_person(keeper))
    permits.clear()
    return {"decision_id": str(row.id)}
