"""Making a referral, receiving it, answering it, and putting away one that was taken back."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Final
from uuid import UUID

from clew.ground.accounts.models import Member, Organisation
from clew.ground.audit.chain import House
from clew.ground.audit.viewer import looking
from clew.ground.audit.writing import changes
from clew.ground.notices.actions import tell
from clew.recognise.referrals.items import LONGEST_NEEDS, fingerprint, offers, picked, purpose_of
from clew.recognise.referrals.models import Referral
from clew.recognise.referrals.permissions import (
    ANSWERING,
    ANSWERING_SERVICES,
    check_answer,
    check_make,
)
from clew.recognise.referrals.queries import (
    NoSuchReferral,
    TakenBack,
    received_for,
    recipients,
    visible_to,
)
from clew.recognise.referrals.reasons import Reason
from clew.recognise.referrals.states import State, check_next
from clew.recognise.screening.queries import trail_of
from clew.recognise.training.attending import session_of
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import check_change
from clew.survivor.people.queries import keepers_of
from clew.survivor.release import actions as release

LONGEST_WORDS: Final = 2_000


class NotARecipient(Exception):
    """Nobody there could answer, or it is the actor's own organisation."""


class ChangedSincePreview(Exception):
    """What would leave is no longer what was shown. Nothing left; look again."""


class NeedsTooLong(Exception):
    """What the person needs is longer than somebody would read."""


class NothingAsked(Exception):
    """A request for a service that does not say what is needed."""


class NoReason(Exception):
    """Declining without a reason, or with *something else* and no words for it."""


class NothingTakenBack(Exception):
    """The consent behind the referral was not withdrawn."""


class AlreadyOpened(Exception):
    """A file was opened for this referral before."""


def make(
    *,
    actor: Member,
    person: Person,
    to: Organisation,
    keys: Collection[str],
    needs: str = "",
    on: date,
    epoch: int,
    shown: str,
    training_session: str = "",
    service: str = "",
) -> Referral:
    """Send a referral: release what was picked and shown, and tell the receiver.

    With a `service` it asks for one thing only, and the person's file stays here.

    Args:
        actor: who refers; one who stands by the person.
        person: who is referred.
        to: the organisation that is asked.
        keys: the parts that were picked, by `Item.key`.
        needs: what the person needs, in the worker's words.
        on: the day.
        epoch: the state of the consents that the preview was made on.
        shown: `items.fingerprint` of what the preview showed.
        training_session: code of a session the actor came to, where no screening names one.
        service: a code of services.yaml; empty for a referral.

    Raises:
        NotForYourRole: the actor refers nobody.
        NotYours: the actor does not stand by the person.
        NotARecipient: nobody at `to` could answer.
        StaleConsent: a consent changed since the preview. Nothing left.
        ChangedSincePreview: a value changed since the preview. Nothing left.
        RefusedNow: the consents do not cover it. Nothing left.
        NothingPicked: nothing is to go.
        NeedsTooLong: `needs` is over `LONGEST_NEEDS` characters.
        NoSuchService: nothing of this name can be asked for.
        NothingAsked: a service without a word of what is needed.
    """
    check_make(actor)
    check_change(actor, person)
    if not recipients(actor, service).filter(id=to.id).exists():
        raise NotARecipient
    if len(needs) > LONGEST_NEEDS:
        raise NeedsTooLong
    purpose = purpose_of(service)
    if service and not needs.strip():
        raise NothingAsked
    person.refresh_from_db(fields=["consent_epoch"])
    if person.consent_epoch != epoch:
        raise release.StaleConsent
    found = offers(actor=actor, person=person, to=to, on=on, service=service)
    items = picked(found, keys, needs)
    if fingerprint(items) != shown:
        raise ChangedSincePreview
    channel, behind = trail_of(actor, person)
    if not behind and training_session and session_of(actor, training_session) is not None:
        behind = training_session
    if service:  # it is no step of the chain that these are counted for
        channel, behind = "", ""
    with changes(actor=actor, purpose="release") as trace:
        left = release.commit(
            actor=actor, person=person, items=items, recipient=to, purpose=purpose, on=on,
            epoch=epoch,
        )  # fmt: skip
        referral = Referral(
            person=person,
            from_organisation_id=actor.organisation_id,
            to_organisation=to,
            release=left,
            made_by=actor,
            service=service,
            made_on=on,
            channel=channel,
            training_session=behind,
        )
        referral.save(force_insert=True)
        trace.record(
            "referral.made", about=referral, subjects=[person.id, left.id], fields=left.kinds
        )
        tell(
            _answering_at(to, service),
            code="referral.received",
            path=f"/referrals/in/{referral.id}/",
        )
    return referral


def receive(*, actor: Member, referral: Referral, at: datetime) -> Referral:
    """Take a referral in, so that it can be read. Done by several, the first one counts.

    Raises:
        NoSuchReferral: it is not to the actor's organisation.
        TakenBack: the person took their yes back.
    """
    check_answer(actor, referral.service)
    with changes(actor=actor, purpose="support") as trace:
        row = _locked(actor, referral)
        if row.state == State.RECEIVED:
            return row
        check_next(State(row.state), State.RECEIVED)
        row.state, row.received_by, row.received_at = State.RECEIVED.value, actor, at
        names = ["state", "received_by", "received_at"]
        row.save(update_fields=names)
        trace.record(
            "referral.received", about=row, subjects=[row.person_id, row.release_id], fields=names
        )
    return row


def accept(*, actor: Member, referral: Referral, at: datetime) -> Referral:
    """Accept a referral that was read; who made it is told.

    Raises:
        NoSuchReferral: it is not to the actor's organisation.
        TakenBack: the person took their yes back.
        NotNext: it was answered before, or nobody has read it.
    """
    return _decide(actor, referral, State.ACCEPTED, at)


def decline(
    *, actor: Member, referral: Referral, reason: str, words: str = "", at: datetime
) -> Referral:
    """Decline a referral, with a reason; who made it is told.

    Raises:
        NoReason: `reason` is no code of `reasons`, *something else* has no words, or the words
            are longer than somebody would read.
        NoSuchReferral: it is not to the actor's organisation.
        TakenBack: the person took their yes back.
        NotNext: it was answered before, or nobody has read it.
    """
    if reason not in set(Reason) or len(words) > LONGEST_WORDS:
        raise NoReason
    if reason == Reason.OTHER and not words.strip():
        raise NoReason
    return _decide(actor, referral, State.DECLINED, at, reason=reason, words=words.strip())


def put_away(*, actor: Member, referral: Referral) -> Referral:
    """Write down that an undecided referral was taken back. Either side may.

    The withdrawal itself was the person's and happened before: it is `release.actions.withdraw`.

    Raises:
        NoSuchReferral: the actor may not know of it.
        NothingTakenBack: the consent behind it still holds.
        NotNext: it was decided before, and stays decided.
    """
    with changes(actor=actor, purpose="support") as trace:
        row = visible_to(actor).filter(id=referral.id).first()
        if row is None:
            raise NoSuchReferral
        if not row.is_taken_back:
            raise NothingTakenBack
        check_next(State(row.state), State.WITHDRAWN)
        row.state = State.WITHDRAWN.value
        row.save(update_fields=["state"])
        trace.record("referral.withdrawn", about=row, subjects=[row.person_id], fields=["state"])
    return row


def mark_opened(*, actor: Member, referral_id: UUID, at: datetime) -> None:
    """Mark that a file was opened for an accepted referral: called in the change that opens it.

    Raises:
        NoSuchReferral: it is not to the actor's organisation, not accepted, or asks for a service.
        TakenBack: the person took their yes back.
        AlreadyOpened: there is a file for it.
    """
    check_answer(actor)
    with changes(actor=actor, purpose="support") as trace:
        row = _locked(actor, received_for(actor, referral_id))
        if row.state != State.ACCEPTED or row.service:
            raise NoSuchReferral
        if row.opened_at is not None:
            raise AlreadyOpened
        row.opened_by, row.opened_at = actor, at
        row.save(update_fields=["opened_by", "opened_at"])
        trace.record(
            "referral.opened",
            about=row,
            subjects=[row.person_id, row.release_id],
            fields=["opened_by", "opened_at"],
        )


def _decide(
    actor: Member,
    referral: Referral,
    wanted: State,
    at: datetime,
    *,
    reason: str = "",
    words: str = "",
) -> Referral:
    check_answer(actor, referral.service)
    with changes(actor=actor, purpose="support") as trace:
        row = _locked(actor, referral)
        check_next(State(row.state), wanted)
        row.state, row.decided_by, row.decided_at = wanted.value, actor, at
        row.decline_reason, row.decline_words = reason, words or None
        names = ["state", "decided_by", "decided_at", "decline_reason", "decline_words"]
        row.save(update_fields=names)
        trace.record(
            f"referral.{wanted.value}",
            about=row,
            subjects=[row.person_id, row.release_id],
            fields=names,
        )
        with looking(House()):  # who stands by the person is their own house's to know
            told = {row.made_by.id: row.made_by} | {
                member.id: member for member in keepers_of(row.person)
            }
        tell(told.values(), code=f"referral.{wanted.value}", path=f"/referrals/sent/{row.id}/")
    return row


def _locked(actor: Member, referral: Referral) -> Referral:
    """Fetch a referral and its release anew, locked: no withdrawal comes in between."""
    received_for(actor, referral.id)
    rows = Referral.rows.select_for_update().select_related("release", "made_by")
    row: Referral = rows.get(id=referral.id)
    if row.is_taken_back:
        raise TakenBack
    return row


def _answering_at(organisation: Organisation, service: str) -> list[Member]:
    roles = [role.value for role in (ANSWERING_SERVICES if service else ANSWERING)]
    return list(
        Member.objects.filter(
            organisation=organisation, is_active=True, grants__role__in=roles
        ).distinct()
    )
