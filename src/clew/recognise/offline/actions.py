"""Making devices ready and ending them; taking in what they send; keeping it, or dropping it."""

import base64
import hashlib
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from clew.ground.accounts.models import Member
from clew.ground.audit.writing import Trace, changes, one_at_a_time
from clew.ground.vault import shredding
from clew.ground.vault.keyring import KeyLingers
from clew.recognise.offline import sealing
from clew.recognise.offline.arriving import Arrived
from clew.recognise.offline.models import Device, Draft, SealingKey, Step
from clew.recognise.offline.permissions import check_end
from clew.recognise.offline.states import OPEN, State
from clew.recognise.screening import actions as screening
from clew.recognise.screening.interview import Interview
from clew.recognise.screening.models import Screening
from clew.recognise.screening.permissions import check_keep
from clew.survivor.people.models import Person

LONGEST_OFFLINE: Final = timedelta(days=14)
MOST_DRAFTS: Final = 20


class NoSuchKey(Exception):
    """What came was sealed to a key that this organisation does not have."""


class NoSuchDevice(Exception):
    """What came names a device that this organisation never made ready."""


class MoreCame(Exception):
    """Steps arrived after the page was shown: it is to be read again before it is kept."""


class AlreadyClosed(Exception):
    """The draft was kept or thrown away before."""


def enrol(*, actor: Member, label: str, at: datetime) -> tuple[Device, SealingKey]:
    """Make a device ready: it gets an id, and the public key of the organisation.

    Raises:
        NotForYourRole: the actor keeps no screenings.
    """
    check_keep(actor)
    with changes(actor=actor, purpose="screening") as trace:
        key = _key_of(actor, trace)
        device = Device(
            member=actor, organisation_id=actor.organisation_id, label=label,
            enrolled_at=at, seen_at=at,
        )  # fmt: skip
        device.save(force_insert=True)
        trace.record("offline.device_enrolled", about=device)
    return device, key


def end(*, actor: Member, device: Device, at: datetime) -> Device:
    """End a device: it begins no interview from its next contact on.

    What it still holds can be sent, by a member who signs in on it, and is marked.

    Raises:
        NotYourDevice: it is neither the actor's nor one they may end.
    """
    check_end(actor, device)
    with changes(actor=actor, purpose="screening") as trace:
        row = Device.objects.select_for_update().get(id=device.id)
        if row.ended_at is None:
            row.ended_at, row.ended_by = at, actor
            row.save(update_fields=["ended_at", "ended_by"])
            trace.record("offline.device_ended", about=row)
    return row


def heard_from(*, actor: Member, device: str, at: datetime) -> str:
    """Note that a device asked, and say whether it is ready, ended or unknown.

    Raises nothing: an id that is none is unknown, as one of another organisation is.
    """
    try:
        number = UUID(device)
    except ValueError:
        return "unknown"
    found = Device.objects.filter(id=number, organisation_id=actor.organisation_id)
    row = found.first()
    if row is None:
        return "unknown"
    with one_at_a_time():
        found.update(seen_at=at)
    return "ended" if row.ended_at else "ready"


def receive(*, actor: Member, arrived: Arrived, at: datetime) -> Draft:
    """Take in what a device sends. The same sent again, or the rest of it, changes nothing twice.

    Raises:
        NotForYourRole: the actor keeps no screenings.
        NoSuchDevice: the device is not of the actor's organisation.
        NoSuchKey: it was sealed to a key that is not of the actor's organisation.
    """
    check_keep(actor)
    device = Device.objects.filter(
        id=arrived.device, organisation_id=actor.organisation_id
    ).first()  # fmt: skip
    if device is None:
        raise NoSuchDevice
    if not SealingKey.objects.filter(
        id=arrived.key, organisation_id=actor.organisation_id
    ).exists():  # fmt: skip
        raise NoSuchKey
    with changes(actor=actor, purpose="screening") as trace:
        draft, made = Draft.rows.get_or_create(
            sent_by=actor, number=arrived.number, defaults=_first(actor, arrived, device, at)
        )
        draft = Draft.rows.select_for_update().get(id=draft.id)
        known = set(Step.rows.filter(draft=draft).values_list("place", "digest"))
        new = [step for step in arrived.steps if (step.place, step.digest) not in known]
        if draft.key_id != arrived.key:  # its steps would not open beside the others
            raise NoSuchKey
        if made or new:
            draft.device_had_ended |= device.ended_at is not None
            _take_in(draft, {(step.place, step.digest): step.sealed for step in new}, arrived, at)
            trace.record("offline.draft_arrived", about=draft)
    return draft


def keep(
    *,
    actor: Member,
    draft: Draft,
    held: Interview,
    seen: str,
    beside: tuple[Draft, str] | None = None,
    on: date,
    at: datetime,
    started_on: date | None = None,
    person: Person | None = None,
    called: str = "",
    channel: str = "",
    training_session: str = "",
) -> Screening:
    """Keep a draft for a person, as any screening; its words are then gone from here.

    Args:
        actor: who sent it.
        draft: what is kept.
        held: what its steps tell, as the actor has read it.
        seen: the digest of the steps that the actor has read.
        beside: the same talk from a second device, with what was read of it: in `held` too.
        on: today.
        at: now.
        started_on: the day of the conversation.
        person: whose it is. Without one a person is written down, without a name.
        called: what to call a new person, if they said.
        channel: code of `screening.channels`.
        training_session: code of the training that stands behind it.

    Raises:
        AlreadyClosed: it was kept or thrown away before.
        MoreCame: steps arrived since it was read.
        NotForYourRole, NotYours, NothingAnswered, NotACodeOfOurs, NotYet: as for a screening.
    """
    with changes(actor=actor, purpose="support") as trace:
        rows = _both_to_close((draft, seen), beside)
        kept = screening.keep(
            actor=actor, held=held, on=on, started_on=started_on, person=person, called=called,
            channel=channel, training_session=training_session,
        )  # fmt: skip
        gone = []
        for each in rows:
            each.screening = kept
            gone.append(_close(each, State.KEPT, at))
            trace.record("offline.draft_kept", about=each, subjects=[kept.person_id])
    _destroy(*gone)
    return kept


def drop(*, actor: Member, draft: Draft, seen: str, at: datetime) -> None:
    """Throw a draft away: its words are gone for good.

    Raises:
        AlreadyClosed, MoreCame: as for `keep`.
    """
    with changes(actor=actor, purpose="support") as trace:
        row = _to_close(draft, seen)
        gone = _close(row, State.DROPPED, at)
        trace.record("offline.draft_dropped", about=row)
    _destroy(gone)


def _key_of(actor: Member, trace: Trace) -> SealingKey:
    """Return the key of the actor's organisation, made when it has none yet."""
    found = SealingKey.objects.filter(organisation=actor.organisation_id, ended_at=None).first()
    if found is not None:
        return found
    public, private = sealing.new_pair()
    made, is_new = SealingKey.objects.get_or_create(
        organisation_id=actor.organisation_id, ended_at=None,
        defaults={"public": public, "private": private},
    )  # fmt: skip
    if is_new:
        trace.record("offline.key_made", about=made)
    return made


def _first(actor: Member, arrived: Arrived, device: Device, at: datetime) -> dict[str, object]:
    # Only somebody of this house is believed: any other id says nothing here.
    house = Member.objects.filter(organisation=actor.organisation_id)
    found = house.filter(id=arrived.member).first() if arrived.member else None
    return {
        "begun_by": found, "device": device, "key_id": arrived.key,
        "organisation_id": actor.organisation_id,
        "interview": arrived.interview, "total": arrived.total, "steps_digest": "",
        "device_had_ended": device.ended_at is not None, "arrived_at": at, "last_at": at,
        "state": State.ARRIVING.value,
    }  # fmt: skip


def _take_in(
    draft: Draft, new: dict[tuple[int, str], bytes], arrived: Arrived, at: datetime
) -> None:
    """Store new steps under the draft's key; a draft that was closed gets another, and opens."""
    if draft.state not in OPEN:
        draft.subject = uuid4()
    for (place, digest), sealed in new.items():
        text = base64.b64encode(sealed).decode()
        Step(draft=draft, place=place, digest=digest, sealed=text).save(force_insert=True)
    places = set(Step.rows.filter(draft=draft).values_list("place", flat=True))
    draft.total = max(draft.total, arrived.total)
    draft.state = (State.WAITING if len(places) >= draft.total else State.ARRIVING).value
    draft.steps_digest = digest_of_steps(draft.id)
    draft.clock_ahead_seconds = round((arrived.device_now - at).total_seconds())
    draft.last_at = at
    draft.save()


def digest_of_steps(draft_id: UUID) -> str:
    """Return a digest over all steps of a draft that ever arrived."""
    found = Step.rows.filter(draft=draft_id).order_by("place", "digest")
    rows = found.values_list("place", "digest")
    told = ";".join(f"{place}:{digest}" for place, digest in rows)
    return hashlib.sha256(told.encode()).hexdigest()


def _both_to_close(draft: tuple[Draft, str], beside: tuple[Draft, str] | None) -> list[Draft]:
    """Lock the drafts of a talk by their ids: from the other's page they are locked alike."""
    pairs = sorted(filter(None, [draft, beside]), key=lambda pair: pair[0].id)
    try:
        return [_to_close(each, told) for each, told in pairs]
    except AlreadyClosed:
        if beside is None or Draft.rows.filter(id=draft[0].id).exclude(state__in=OPEN).exists():
            raise
        raise MoreCame from None  # the other one was closed: this one is to be read again


def _to_close(draft: Draft, seen: str) -> Draft:
    row = Draft.rows.select_for_update().get(id=draft.id)
    if row.state not in OPEN:
        raise AlreadyClosed
    if row.steps_digest != seen:
        raise MoreCame
    return row


def _close(row: Draft, state: State, at: datetime) -> UUID:
    """Empty the steps of a draft, inside the change that says why. Returns what key is to go."""
    row.state, row.closed_at = state.value, at
    row.save()
    Step.rows.filter(draft=row).update(sealed=None)
    shredding.begin([row.subject])
    return row.subject


def _destroy(*subjects: UUID) -> None:
    # After the commit. Old pages of the log that could not be wiped just now are journalled.
    with suppress(KeyLingers):
        shredding.finish(subjects)
