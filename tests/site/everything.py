"""One row of every kind about one person of one house, for tests of what the database shows."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.apps import apps
from django.db import connection
from django.utils import timezone

from clew.connect.leads.models import Confirmed, Judgement
from clew.connect.matching.models import (
    Key,
    LearntCount,
    LearntModel,
    Ordinary,
    PersonBasis,
    PersonKey,
    PersonLink,
    PersonRecord,
)
from clew.connect.sharing.models import InformationRequest, RequestItem
from clew.ground.accounts.guarded import Guarded
from clew.ground.accounts.models import Circle, Member
from clew.ground.accounts.roles import Role
from clew.ground.pairs.models import Proposal
from clew.ground.vault import permits
from clew.inform.statistics.models import FrozenChain, FrozenRow, Snapshot
from clew.portal.models import Card, Choice
from clew.recognise.classification.models import Classification, Proposed
from clew.recognise.referrals.models import Referral
from clew.recognise.screening.models import Screening, Unfinished
from clew.support.casework.models import Case, FiveLines, ImportedRecord
from clew.survivor.claims.models import Claim
from clew.survivor.consent.models import Consent, Withdrawal
from clew.survivor.contact.models import CodePhrase, Message, SafeContact
from clew.survivor.people.models import Emergency, Person
from clew.survivor.release.models import Fetch, Recall, Release, ReleasedClaim, ReleasedItem
from clew.survivor.rights.models import Copy, Erasure, Hold
from tests.cast import TODAY, Cast, member
from tests.factories.mechanisms import a_decision, a_preparation, a_sending, an_authority
from tests.factories.people import a_release, person_ids
from tests.factories.rows import draft_ids


@dataclass(frozen=True, slots=True)
class Everything:
    """The person, and the circle their claims went into."""

    person: Person
    circle: Circle


def guarded() -> list[type[Guarded]]:
    """Return every model about a person."""
    return [model for model in apps.get_models() if issubclass(model, Guarded)]


def tables() -> list[str]:
    """Return the names of their tables."""
    return [model._meta.db_table for model in guarded()]  # noqa: SLF001 -- Django's documented way


def counts() -> dict[str, int]:
    """Return how many rows the database shows of each table about a person."""
    found = {}
    for table in tables():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")
            found[table] = cursor.fetchone()[0]
    return found


def of_advocate(cast: Cast, keeper: Member) -> Everything:
    """Write one row of every kind about somebody whom an advocate stands by."""
    ids = person_ids(keeper, cast.police)
    person = Person.rows.get(code=ids["code"])
    case = Case.rows.get(person=person)
    FiveLines.rows.create(case=case, number=1, author=keeper, written_on=TODAY)
    ImportedRecord.rows.create(
        case=case, standard="made up", standard_version="1", crosswalk_version="1",
        digest="made up", imported_by=keeper, imported_on=TODAY,
    )  # fmt: skip
    SafeContact.rows.create(
        person=person, checked_with="person", checked_on=TODAY, recorded_by=keeper
    )
    Claim.rows.create(
        person=person, kind="phone", value="made up", grade="B2", certainty="confirmed",
        recorded_by=keeper,
    )  # fmt: skip
    Choice.rows.create(person=person, option="help_only", answer="yes", language="en", version="1")
    Erasure.rows.create(person=person, asked_by=keeper, asked_on=TODAY)
    Copy.rows.create(person=person, asked_by=keeper, asked_on=TODAY)
    Hold.rows.create(
        person=person, basis="court", set_by=keeper, set_with=cast.case_lead, set_at=timezone.now()
    )
    CodePhrase.rows.create(person=person, agreed_by=keeper, agreed_at=timezone.now())
    Message.rows.create(
        person=person, kind="note", channel="email", asked_by=keeper.actor_id,
        not_before=timezone.now(),
    )  # fmt: skip
    Card.rows.create(
        person=person, account=keeper, digest="made up", word="made up", given_by=keeper
    )
    Screening.rows.create(
        person=person, owner=keeper, organisation=keeper.organisation, instrument="unodc-general",
        instrument_version="made up", said={}, answered=1, started_on=TODAY,
    )  # fmt: skip
    Unfinished.rows.create(
        person=person, owner=keeper, organisation=keeper.organisation, talk=uuid4(),
        instrument="unodc-general", said={}, answered=0, begun_on=TODAY, put_by_at=timezone.now(),
    )  # fmt: skip
    Classification.rows.create(
        person=person, author=keeper, organisation=keeper.organisation, facts={}, status_facts={},
        points_to="neither", rule_version="made up", kept_on=TODAY,
    )  # fmt: skip
    draft_ids(keeper)
    Proposed.rows.create(person=person, by=keeper, made_on=TODAY, said={})
    a_preparation(keeper, person)
    a_decision(keeper, person)
    a_sending(keeper, person, a_release(keeper, person, an_authority()))
    sent = a_release(keeper, person, cast.kitchen)
    Referral.rows.create(
        person=person, from_organisation=keeper.organisation, to_organisation=cast.kitchen,
        release=sent, made_by=keeper, made_on=TODAY,
    )  # fmt: skip
    asked = InformationRequest.rows.create(
        release=sent, asking=cast.kitchen, asked_by=cast.investigator_kitchen, purpose="support",
        basis="consent", by_on=TODAY, words="made up",
    )  # fmt: skip
    RequestItem.rows.create(request=asked, kind="needs")
    Fetch.rows.create(release=sent, by=keeper, digest="made up", keys=[])
    recalled = a_release(keeper, person, cast.law_firm)
    Withdrawal.rows.create(consent=Consent.rows.get(id=recalled.consents[0]), by=keeper)
    Recall.rows.create(release=recalled)
    circle = _in_circle(cast, keeper, person)
    snapshot = Snapshot.objects.create(
        organisation=keeper.organisation, made_by=keeper, on=TODAY, quarter="2026-Q1"
    )
    FrozenRow.rows.create(snapshot=snapshot, age="child", sex="f", form="other", quarter="2026-Q1")
    FrozenChain.rows.create(snapshot=snapshot, reached="recognised", quarter="2026-Q1")
    Proposal.rows.create(
        operation="made.up", about=person.id, subject=person.id, organisation=keeper.organisation,
        reason="made up", proposed_by=keeper, proposed_at=timezone.now(),
        lapses_at=timezone.now(),
    )  # fmt: skip
    Emergency.rows.create(
        person=person, member=member(keeper.organisation, "Night shift", Role.ADVOCATE),
        reason="made up", opened_at=timezone.now(), until_at=timezone.now() + timedelta(hours=4),
        review_by_at=timezone.now() + timedelta(hours=24),
    )  # fmt: skip
    permits.clear()
    return Everything(person, circle)


def _in_circle(cast: Cast, keeper: Member, person: Person) -> Circle:
    circle = cast.find_others
    left = Release.rows.create(
        person=person, circle=circle, source=keeper.organisation, until_on=TODAY,
        purpose="find_others", consents=[], kinds=["claim"], released_by=keeper,
    )  # fmt: skip
    ReleasedItem.rows.create(release=left, place=1, kind="claim", name="phone", value="made up")
    claim = ReleasedClaim.rows.create(
        release=left, circle=circle, source=keeper.organisation, pseudonym="P", kind="phone",
        grade="B2", certainty="confirmed", value="made up",
    )  # fmt: skip
    Key.rows.create(claim=claim, circle=circle, token=1, weak=False)
    Ordinary.rows.create(circle=circle, token=2, service="hostel", marked_by=keeper)
    records = [
        PersonRecord.rows.create(
            circle=circle, number=number, pseudonym=name, arrival=number, entity=1,
            features="made up",
        )
        for number, name in enumerate("PQ", 1)
    ]  # fmt: skip
    PersonBasis.rows.create(record=records[0], claim=claim)
    PersonKey.rows.create(record=records[0], token=3)
    PersonLink.rows.create(record=records[0], other=records[1], odds=1.0)
    model = LearntModel.rows.create(circle=circle, weights={}, tongues={}, taken_by=keeper)
    LearntCount.rows.create(model=model, token=4, many=2)
    Judgement.rows.create(
        circle=circle, pseudonym="P", state="parked", reason="made up", basis=[],
        decided_by=keeper,
    )  # fmt: skip
    Confirmed.rows.create(circle=circle, pseudonym="P", reason="made up", concluded_by=keeper)
    return circle
