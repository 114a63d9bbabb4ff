"""Somebody of whom every room keeps something, and the way from asking to erased. All made up."""

from datetime import UTC, datetime, time, timedelta
from typing import Final
from unittest.mock import patch
from uuid import uuid4

from django.utils import timezone

from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role
from clew.ground.notices.models import Notice
from clew.ground.pairs import actions as pairs
from clew.ground.vault import permits
from clew.portal import actions as portal
from clew.portal.models import Answer
from clew.recognise.classification.models import Classification
from clew.recognise.referrals.models import Referral
from clew.recognise.screening.models import Screening, Unfinished
from clew.rules.consent.kinds import Kind, Purpose
from clew.rules.consent.reaching import Channel, Plan
from clew.survivor.claims import actions as claims
from clew.survivor.consent import actions as consents
from clew.survivor.contact import actions as contact
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from clew.survivor.people.queries import person_for
from clew.survivor.release import actions as release
from clew.survivor.release.items import offered
from clew.survivor.rights import asking
from clew.survivor.rights.erasing import carry_out_due
from clew.survivor.rights.models import Erasure
from tests.cast import CANARY, TODAY, Cast, member
from tests.factories.mechanisms import a_decision, a_preparation, a_sending, an_authority
from tests.factories.people import a_release, person_ids

NOW: Final = datetime.combine(TODAY, time(10), UTC)
REASON: Final = "She asked, and nobody was near."
COOLED: Final = TODAY + timedelta(days=14)
LATER: Final = NOW + timedelta(days=14)


def known_everywhere(cast: Cast) -> Person:
    """Write somebody down of whom every room keeps something, with canaries in all of it."""
    keeper = cast.advocate_a
    person = person_for(keeper, person_ids(keeper, cast.police)["code"])
    people.give_account(actor=keeper, person=person, account=cast.survivor)
    Member.objects.filter(id=cast.survivor.id).update(shown_name=CANARY)
    contact.agree_on(
        actor=keeper, person=person, how=CANARY, when=CANARY, never=CANARY,
        checked_with="person", checked_on=TODAY, plan=Plan(frozenset({Channel.IN_PERSON})),
    )  # fmt: skip
    claims.state(
        actor=keeper, person=person, kind="phone", value="07700 900999", words=CANARY,
        grade="A1", certainty="certain",
    )  # fmt: skip
    consents.record(
        actor=keeper, person=person, recipient=cast.find_others, kinds=[Kind.CLAIM],
        purpose=Purpose.FIND_OTHERS, from_on=TODAY, explained=CANARY,
    )  # fmt: skip
    person.refresh_from_db(fields=["consent_epoch"])
    with patch("clew.survivor.release.queries.timezone.localdate", lambda *_, **__: TODAY):
        release.commit(
            actor=keeper, person=person, items=offered(keeper, person, [Kind.CLAIM]),
            recipient=cast.find_others, purpose=Purpose.FIND_OTHERS, on=TODAY,
            epoch=person.consent_epoch,
        )  # fmt: skip
    portal.answer(
        actor=cast.survivor, person=person, option="court", given=Answer.YES, words=CANARY
    )
    said = {"choices": {}, "words": {"UNODC.G.01": CANARY}}
    Screening.rows.create(
        person=person, owner=keeper, organisation=keeper.organisation, instrument="unodc-general",
        instrument_version="made up", said=said, answered=1, started_on=TODAY,
    )  # fmt: skip
    Unfinished.rows.create(
        person=person, owner=keeper, organisation=keeper.organisation, talk=uuid4(),
        instrument="unodc-general", said=said, answered=0, begun_on=TODAY,
        put_by_at=timezone.now(),
    )  # fmt: skip
    Classification.rows.create(
        person=person, author=keeper, organisation=keeper.organisation, facts={"x": CANARY},
        status_facts={"x": CANARY}, points_to="neither", rule_version="x", kept_on=TODAY,
    )  # fmt: skip
    a_preparation(keeper, person)
    a_decision(keeper, person)
    a_sending(keeper, person, a_release(keeper, person, an_authority()))
    Referral.rows.create(
        person=person, from_organisation=cast.house, to_organisation=cast.law_firm,
        release=a_release(keeper, person, cast.law_firm), made_by=keeper, made_on=TODAY,
    )  # fmt: skip
    Notice.objects.create(
        member=cast.advocate_b, code="task.assigned", path=f"/cases/{person.code}/"
    )
    permits.clear()
    return person


def confirmed(cast: Cast, person: Person) -> Erasure:
    """Ask, check with the person alone, propose and confirm."""
    row = asking.ask(actor=cast.advocate_a, person=person, on=TODAY)
    asking.check_alone(actor=cast.advocate_a, erasure=row, on=TODAY)
    proposal = asking.propose(actor=cast.data_steward, erasure=row, reason=REASON, at=NOW)
    pairs.confirm(actor=cast.case_lead, proposal=proposal, at=NOW)
    permits.clear()
    row.refresh_from_db()
    return row


def erased(cast: Cast, person: Person) -> Erasure:
    """Take somebody from asking to erased."""
    row = confirmed(cast, person)
    carry_out_due(on=COOLED, at=LATER)
    permits.clear()
    row.refresh_from_db()
    return row


def second_steward(cast: Cast) -> Member:
    """Let the house have another data steward."""
    return member(cast.house, "Desmond Steward", Role.DATA_STEWARD)
