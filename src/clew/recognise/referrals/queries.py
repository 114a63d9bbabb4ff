"""Reading referrals: who made them sees the answer, who received them sees what was released."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from clew.ground.accounts.models import Member, Organisation
from clew.ground.accounts.queries import partners
from clew.ground.audit import reads
from clew.ground.prepared.queries import prepared
from clew.ground.vault.compartments import Compartment
from clew.recognise.referrals.models import Referral
from clew.recognise.referrals.permissions import (
    ANSWERING,
    ANSWERING_SERVICES,
    may_answer,
    may_answer_services,
    may_make,
)
from clew.recognise.referrals.states import State
from clew.survivor.people.models import Person
from clew.survivor.people.queries import visible_to as people_visible_to
from clew.survivor.release.queries import PartSeen, parts


class NoSuchReferral(Exception):
    """No such referral is visible to the viewer."""


class TakenBack(Exception):
    """The person took their yes back: there is nothing left to read or to answer."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An accepted referral for which no file is open yet. No person stands in it."""

    id: UUID
    from_organisation: str
    made_on: date
    decided_at: datetime
    channel: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """An accepted referral, opened for the file that begins with it. No person stands in it."""

    id: UUID
    parts: tuple[PartSeen, ...] = field(repr=False)
    from_organisation: str
    made_on: date
    channel: str
    training_session: str


def recipients(actor: Member, service: str = "") -> QuerySet[Organisation]:
    """Return the other organisations where somebody can answer a referral, or such a request."""
    roles = ANSWERING_SERVICES if service else ANSWERING
    return (
        partners(actor)
        .filter(
            members__is_active=True,
            members__grants__role__in=[role.value for role in roles],
        )
        .distinct()
    )


def visible_to(actor: Member) -> QuerySet[Referral]:
    """Return what an actor may know of: referrals they or their people are in, and the inbox."""
    # Not a condition on the person's row itself: joined, it would hide the inbox from who receives.
    erased = Exists(Person.rows.filter(id=OuterRef("person"), erased_at__isnull=False))
    sent = (
        Q(from_organisation=actor.organisation_id)
        & ~Q(erased)
        & (Q(made_by=actor) | Q(person__in=people_visible_to(actor)))
    )
    wanted = sent if may_make(actor) else Q(pk__in=[])
    if may_answer(actor):
        wanted |= Q(to_organisation=actor.organisation_id)
    elif may_answer_services(actor):
        wanted |= Q(to_organisation=actor.organisation_id) & ~Q(service="")
    # The person's row is their own house's: who receives a referral reads the release instead.
    return _with_names(Referral.rows.filter(wanted))


def _with_names(rows: QuerySet[Referral]) -> QuerySet[Referral]:
    found = rows.select_related(
        "release", "from_organisation", "to_organisation", "made_by", "decided_by"
    )
    return found.order_by("-made_at", "id")


def sent(actor: Member) -> list[Referral]:
    """Return the referrals the actor's side made, newest first; no request for a service."""
    return list(_sent(actor).filter(service=""))


def services_sent(actor: Member) -> list[Referral]:
    """Return the requests for a service that the actor's side made, newest first."""
    return list(_sent(actor).exclude(service=""))


def _sent(actor: Member) -> QuerySet[Referral]:
    rows = visible_to(actor).filter(from_organisation=actor.organisation_id)
    return rows.select_related(
        "person", "release", "from_organisation", "to_organisation", "made_by", "decided_by"
    )


def inbox(actor: Member) -> list[Referral]:
    """Return the referrals made to the actor's organisation, newest first; no request."""
    return [row for row in _to(actor) if not row.service] if may_answer(actor) else []


def services_asked(actor: Member) -> list[Referral]:
    """Return the requests for a service of the actor's organisation, newest first."""
    return [row for row in _to(actor) if row.service]


def _to(actor: Member) -> list[Referral]:
    may = may_answer_services(actor)
    return _received.all(organisation=actor.organisation_id) if may else []


@prepared
def _received(*, organisation: UUID) -> QuerySet[Referral]:
    return _with_names(Referral.rows.filter(to_organisation=organisation))


def sent_for(actor: Member, referral_id: UUID | str) -> Referral:
    """Return one referral of the actor's side. Raises `NoSuchReferral`."""
    return _one(_sent(actor), referral_id)


def received_for(actor: Member, referral_id: UUID | str) -> Referral:
    """Return one referral to the actor's organisation. Raises `NoSuchReferral`."""
    return _one(visible_to(actor).filter(to_organisation=actor.organisation_id), referral_id)


def read_parts(actor: Member, referral: Referral, *, on: date) -> list[PartSeen]:
    """Open what was released with a referral, with a trace. Nothing before it was received.

    Raises:
        NoSuchReferral: it went to another organisation.
    """
    row = received_for(actor, referral.id)
    if State(row.state) is State.MADE or row.is_taken_back:
        return []
    return parts(actor, row.release_id, on=on)


def read_reason(actor: Member, referral: Referral) -> str:
    """Open why a referral was declined, with a trace; empty where no words were written.

    Taken back, the key of the words is gone with the release; the code of the reason stays.
    """
    row = _one(visible_to(actor), referral.id)
    if row.state != State.DECLINED or row.is_taken_back:
        return ""
    reads.record(
        actor=actor,
        name="referral.answer_read",
        subjects=[row.person_id, row.release_id],
        compartments=[Compartment.OPERATIONS],
        purpose="support",
        about=f"referrals.Referral:{row.id}",
        opening=[row.release_id],
    )
    return str(row.decline_words or "")


def accepted_waiting(actor: Member) -> list[Waiting]:
    """Return the accepted referrals of the actor's organisation for which no file is open."""
    rows = _not_opened.all(organisation=actor.organisation_id) if may_answer(actor) else []
    return [
        Waiting(row.id, row.from_organisation.name, row.made_on, row.decided_at, row.channel)
        for row in rows
        if row.decided_at is not None
    ]


@prepared
def _not_opened(*, organisation: UUID) -> QuerySet[Referral]:
    rows = Referral.rows.filter(
        to_organisation=organisation,
        state=State.ACCEPTED.value,
        opened_at=None,
        service="",
        release__recalled_at=None,
    )
    return _with_names(rows)


def accepted_for(actor: Member, referral_id: UUID | str, *, on: date) -> Accepted:
    """Open an accepted referral, for the file that is to begin with it.

    Leaves a trace, so it is called before the change that opens the file, never inside it.

    Raises:
        NoSuchReferral: it is not to the actor's organisation, not accepted, or asks for a service.
        TakenBack: the person took their yes back since.
    """
    row = received_for(actor, referral_id)
    if row.state != State.ACCEPTED or row.service:
        raise NoSuchReferral
    if row.is_taken_back:
        raise TakenBack
    return Accepted(
        id=row.id,
        parts=tuple(parts(actor, row.release_id, on=on)),
        from_organisation=row.from_organisation.name,
        made_on=row.made_on,
        channel=row.channel,
        training_session=row.training_session,
    )


def _one(rows: QuerySet[Referral], referral_id: UUID | str) -> Referral:
    found = rows.filter(id=referral_id).first()
    if found is None:
        raise NoSuchReferral
    return found
