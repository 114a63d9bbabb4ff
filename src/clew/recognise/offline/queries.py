"""Reading devices and what arrived from them, always for a named viewer."""

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from clew.ground.accounts.models import Member
from clew.ground.audit import reads
from clew.ground.audit.chain import House
from clew.ground.audit.viewer import looking
from clew.ground.vault.compartments import Compartment
from clew.recognise.offline import sealing
from clew.recognise.offline.models import Device, Draft, SealingKey, Step
from clew.recognise.offline.permissions import ENDING, may_open
from clew.recognise.offline.states import OPEN, State
from clew.recognise.offline.together import CLOCK_TOLERANCE, Opened, Story, day_of, told_by


class NoSuchDraft(Exception):
    """No such draft is visible to the viewer."""


class NoSuchDevice(Exception):
    """No such device is visible to the viewer."""


@dataclass(frozen=True, slots=True)
class Read:
    """A draft, opened: what its steps tell, and when the talk was by the house's clock."""

    row: Draft
    story: Story
    began_at: datetime | None

    @property
    def clock_off(self) -> timedelta | None:
        """How far the device's clock was ahead, where that is more than a moment."""
        ahead = timedelta(seconds=self.row.clock_ahead_seconds)
        return ahead if abs(ahead) > CLOCK_TOLERANCE else None


def visible_to(actor: Member) -> QuerySet[Draft]:
    """Return the drafts that an actor may know of: those they sent."""
    found: QuerySet[Draft] = Draft.rows.filter(
        organisation=actor.organisation_id, sent_by=actor
    ).select_related("device", "begun_by", "screening__person")
    return found


def waiting(actor: Member) -> list[Draft]:
    """Return the actor's drafts that wait to be kept, the oldest first, closed."""
    return list(visible_to(actor).filter(state__in=OPEN).order_by("arrived_at", "id"))


def draft_for(actor: Member, draft_id: UUID) -> Draft:
    """Return one draft that the actor may open. Raises `NoSuchDraft`."""
    found = visible_to(actor).filter(id=draft_id, state__in=OPEN).first()
    if found is None or not may_open(actor, found):
        raise NoSuchDraft
    return found


def kept_of(actor: Member, draft_id: UUID) -> UUID | None:
    """Return the id of the screening that an actor kept a draft as; None where there is none."""
    found = visible_to(actor).filter(id=draft_id, state=State.KEPT).first()
    return found.screening_id if found is not None else None


def read(actor: Member, draft: Draft) -> Read:
    """Open one draft, with a trace. Raises as `read_with` does."""
    return read_with(actor, [draft])[0]


def read_with(actor: Member, drafts: list[Draft]) -> list[Read]:
    """Open a draft, and with it those of the same talk, with one trace that names them all.

    Raises:
        NoSuchDraft: one of them is not the actor's to open.
        StepUpNeeded: who asks has not shown within the hour who they are.
    """
    if not all(may_open(actor, draft) for draft in drafts):
        raise NoSuchDraft
    reads.record(
        actor=actor,
        name="offline.draft_opened",
        # Whoever it is about has no row: the subject of a draft stands for them until they have.
        subjects=[draft.subject for draft in drafts],
        compartments=[Compartment.TESTIMONY],
        purpose="support",
        about=f"offline.Draft:{drafts[0].id}",
        opening=[subject for draft in drafts for subject in (draft.subject, draft.key_id)],
    )
    return [_read(draft) for draft in drafts]


def _read(draft: Draft) -> Read:
    here = len(set(Step.rows.filter(draft=draft).values_list("place", flat=True)))
    story = told_by(_opened(draft), missing=max(0, draft.total - here))
    ahead = timedelta(seconds=draft.clock_ahead_seconds)
    return Read(draft, story, day_of(story, ahead=ahead, arrived_at=draft.last_at))


def _opened(draft: Draft) -> list[Opened]:
    private = str(SealingKey.objects.get(id=draft.key_id).private)
    steps = Step.rows.filter(draft=draft).exclude(sealed=None).select_related("draft")
    found = []
    for step in steps.order_by("place", "digest"):
        sealed = base64.b64decode(str(step.sealed))
        try:
            said = sealing.opened(
                sealed, private, key=draft.key_id, draft=draft.number, place=step.place
            )
        except sealing.NotSealedForUs:
            found.append(Opened(step.place, None))
        except sealing.NotAStep:
            found.append(Opened(step.place, None, opens=True))
        else:
            found.append(Opened(step.place, said if isinstance(said, dict) else None, opens=True))
    return found


def of_the_same_talk(actor: Member, draft: Draft) -> list[Draft]:
    """Return the actor's other drafts of one talk that wait too, closed."""
    rows = visible_to(actor).filter(state__in=OPEN, interview=draft.interview)
    return list(rows.exclude(id=draft.id).order_by("arrived_at", "id"))


def digests_here(draft: Draft) -> dict[str, list[str]]:
    """Return the digests of the steps that are here, or were: what the device compares with."""
    found: dict[str, list[str]] = {}
    rows = Step.rows.filter(draft=draft).order_by("place", "digest")
    for place, digest in rows.values_list("place", "digest"):
        found.setdefault(str(place), []).append(digest)
    return found


def same_interview(actor: Member, draft: Draft) -> list[Draft]:
    """Return other drafts of the same interview in the organisation: another device, another day.

    Who sent them and when may be known; what they say opens to their sender only.
    """
    found = Draft.rows.filter(organisation=actor.organisation_id, interview=draft.interview)
    with looking(House()):  # a colleague's row is shown to them alone; that it is there is told
        return list(found.exclude(id=draft.id).select_related("sent_by", "device").order_by("id"))


def devices_for(actor: Member) -> QuerySet[Device]:
    """Return the devices an actor may know of: their own; all of theirs for who may end any."""
    found = Device.objects.filter(organisation=actor.organisation_id)
    if not actor.has(*ENDING):
        found = found.filter(member=actor)
    return found.select_related("member", "ended_by").order_by("-enrolled_at", "id")


def device_for(actor: Member, device_id: UUID) -> Device:
    """Return one device the actor may know of. Raises `NoSuchDevice`."""
    found = devices_for(actor).filter(id=device_id).first()
    if found is None:
        raise NoSuchDevice
    return found
