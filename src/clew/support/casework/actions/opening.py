"""Opening a case: from an accepted referral, or for a person who was written down here."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext as _

from clew.ground.accounts.models import Member
from clew.ground.audit.writing import changes
from clew.recognise.referrals.actions import mark_opened
from clew.recognise.referrals.queries import Accepted
from clew.rules.consent.kinds import Kind
from clew.support.casework.actions.notes import add_note
from clew.support.casework.models import Case
from clew.support.casework.states import Stage
from clew.survivor.contact.actions import add_way, agree_on
from clew.survivor.people.actions import FIELDS, write_down
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import check_change
from clew.survivor.release.queries import PartSeen

_SAFE: Final = ("how", "when", "never")
_WAYS: Final = ("phone", "address", "email")
_WORKING_NOTES: Final = (Kind.NEEDS, Kind.CLASSIFICATION)


class AlreadyOpen(Exception):
    """There is a case already: for this person, or from this referral."""


def open_case(*, actor: Member, accepted: Accepted, on: date, at: datetime) -> Case:
    """Open a case from an accepted referral; the actor stands by the person from today.

    Who they are, how to reach them, and what was seen and needed go where each belongs. Facts of
    immigration other than the nationality stay in the referral.

    Args:
        actor: who opens it.
        accepted: the referral, opened by its own room (`referrals.queries.accepted_for`).
        on: the day.
        at: the instant, for the referral's own record.

    Raises:
        AlreadyOpen: a case was opened from this referral before.
        TakenBack: the person took their yes back a moment ago; nothing was written.
    """
    if Case.rows.filter(opened_from=accepted.id).exists():
        raise AlreadyOpen
    with changes(actor=actor, purpose="support"):
        mark_opened(actor=actor, referral_id=accepted.id, at=at)
        person = write_down(actor=actor, on=on, known=_known(accepted.parts))
        case = _opened(
            actor=actor,
            on=on,
            person=person,
            opened_from=accepted.id,
            referred_on=accepted.made_on,
            channel=accepted.channel,
            training_session=accepted.training_session,
            stage=Stage.REFERRED.value,
        )
        _reach(actor, person, accepted)
        _tell_on(actor, case, accepted)
    return case


def open_case_for(
    *, actor: Member, person: Person, on: date, referred_on: date | None = None
) -> Case:
    """Open a case for a person of the actor's own organisation who was written down here.

    Args:
        actor: who opens it; one who stands by the person.
        person: whose.
        on: the day.
        referred_on: when they were referred here, where another system wrote that down.

    Raises:
        NotYours: the actor does not stand by the person.
        AlreadyOpen: there is one.
    """
    check_change(actor, person)
    if Case.rows.filter(person=person).exists():
        raise AlreadyOpen
    return _opened(
        actor=actor,
        on=on,
        person=person,
        stage=Stage.RECOGNISED.value,
        referred_on=referred_on,
    )


def _opened(*, actor: Member, on: date, person: Person, **known: object) -> Case:
    with changes(actor=actor, purpose="support") as trace:
        case = Case(
            person=person,
            organisation_id=actor.organisation_id,
            opened_on=on,
            opened_by=actor,
            jurisdiction=actor.organisation.jurisdiction,
            **known,
        )
        case.save(force_insert=True)
        trace.record("case.started", about=case, subjects=[person.id])
    return case


def _known(parts: Iterable[PartSeen]) -> dict[str, str]:
    """Pick what says who somebody is. Of immigration only the nationality, sealed apart."""
    return {
        part.name: part.value
        for part in parts
        if part.name in FIELDS and part.kind in {Kind.IDENTITY, Kind.IMMIGRATION}
    }


def _reach(actor: Member, person: Person, accepted: Accepted) -> None:
    given = {part.name: part.value for part in accepted.parts if part.kind == Kind.CONTACT}
    if any(given.get(name) for name in _SAFE):
        agree_on(
            actor=actor,
            person=person,
            how=given.get("how", ""),
            when=given.get("when", ""),
            never=given.get("never", ""),
            checked_with="person",
            checked_on=accepted.made_on,
        )
    for kind in _WAYS:
        if given.get(kind):
            add_way(actor=actor, person=person, kind=kind, value=given[kind])


def _tell_on(actor: Member, case: Case, accepted: Accepted) -> None:
    """Write what was sent along as first notes: what somebody told apart from what is needed."""
    working: list[str] = []
    told: list[str] = []
    for part in accepted.parts:
        if _has_its_place(part):
            continue
        line = f"{part.name.replace('_', ' ').capitalize()}: {part.value}"
        (working if part.kind in _WORKING_NOTES else told).append(line)
    source = _("From %(who)s, with the referral.") % {"who": accepted.from_organisation}
    for lines, is_testimony in ((working, False), (told, True)):
        if lines:
            add_note(
                actor=actor,
                case=case,
                text="\n".join([source, *lines]),
                happened_on=accepted.made_on,
                is_testimony=is_testimony,
                source="referral",
            )


def _has_its_place(part: PartSeen) -> bool:
    if part.kind == Kind.IMMIGRATION:
        return True
    if part.kind == Kind.IDENTITY:
        return part.name in FIELDS
    return part.kind == Kind.CONTACT and part.name in {*_SAFE, *_WAYS}
