"""What waits for the data steward, and what was asked for one person."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role
from clew.ground.audit import reads
from clew.ground.pairs.queries import waits
from clew.ground.vault.compartments import Compartment
from clew.survivor.people.models import Person
from clew.survivor.rights.holding import LIFT, held
from clew.survivor.rights.models import Copy, Erasure, Hold
from clew.survivor.rights.pairing import ERASE, HAND_OVER
from clew.survivor.rights.states import OPEN, Copying


class NoSuchRequest(Exception):
    """No such request is the viewer's to look after."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One request on the data steward's page. The steward sees a code and days, no content."""

    row: Erasure | Copy | Hold
    code: str
    proposed: bool
    late: bool
    held: bool = False


def erasures(actor: Member, *, on: date, at: datetime) -> list[Waiting]:
    """Return the erasures that are open, what must be answered first on top."""
    if not actor.has(Role.DATA_STEWARD):
        return []
    found = Erasure.rows.filter(
        person__organisation=actor.organisation_id, state__in=[state.value for state in OPEN]
    ).select_related("person")
    return [
        Waiting(
            row, row.person.code, waits(ERASE, row.id, at=at) is not None,
            on > row.answer_by, bool(held(row.person)),
        )
        for row in found.order_by("asked_on")
    ]  # fmt: skip


def copies(actor: Member, *, on: date, at: datetime) -> list[Waiting]:
    """Return the copies that are asked for, what must be answered first on top."""
    if not actor.has(Role.DATA_STEWARD):
        return []
    found = Copy.rows.filter(
        person__organisation=actor.organisation_id,
        state__in=[Copying.ASKED.value, Copying.READY.value],
    ).select_related("person")
    return [
        Waiting(
            row, row.person.code, waits(HAND_OVER, row.id, at=at) is not None, on > row.answer_by
        )
        for row in found.order_by("asked_on")
    ]


def holds(actor: Member, *, at: datetime) -> list[Waiting]:
    """Return the holds that stand, the oldest on top, their reasons opened with one trace."""
    if not actor.has(Role.DATA_STEWARD):
        return []
    found = list(
        Hold.rows.filter(person__organisation=actor.organisation_id, lifted_at=None)
        .select_related("person", "set_by", "set_with")
        .order_by("set_at")
    )
    if found:
        reads.record(
            actor=actor, name="hold.reasons_read", purpose="hold",
            subjects=sorted({row.person_id for row in found}),
            compartments=[Compartment.OPERATIONS],
        )  # fmt: skip
    return [
        Waiting(row, row.person.code, waits(LIFT, row.id, at=at) is not None, late=False)
        for row in found
    ]


def holds_on(actor: Member, person: Person) -> list[Hold]:
    """Return the holds on one person with their reasons, for who has the person by right."""
    found = held(person)
    if found:
        reads.record(
            actor=actor, name="hold.reasons_read", purpose="hold", subjects=[person.id],
            compartments=[Compartment.OPERATIONS],
        )  # fmt: skip
    return found


def erasure_for(actor: Member, erasure_id: UUID) -> Erasure:
    """Return one erasure for the data steward. Raises `NoSuchRequest`."""
    found = Erasure.rows.select_related("person").filter(
        id=erasure_id, person__organisation=actor.organisation_id
    ).first()  # fmt: skip
    if found is None or not actor.has(Role.DATA_STEWARD):
        raise NoSuchRequest
    return found


def copy_for(actor: Member, copy_id: UUID) -> Copy:
    """Return one copy for the data steward. Raises `NoSuchRequest`."""
    found = Copy.rows.select_related("person").filter(
        id=copy_id, person__organisation=actor.organisation_id
    ).first()  # fmt: skip
    if found is None or not actor.has(Role.DATA_STEWARD):
        raise NoSuchRequest
    return found


def hold_for(actor: Member, hold_id: UUID) -> Hold:
    """Return one hold for the data steward. Raises `NoSuchRequest`."""
    found = Hold.rows.select_related("person").filter(
        id=hold_id, person__organisation=actor.organisation_id, lifted_at=None
    ).first()  # fmt: skip
    if found is None or not actor.has(Role.DATA_STEWARD):
        raise NoSuchRequest
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """The days on which something was asked for last, whatever became of it."""

    copy_on: date | None
    erasure_on: date | None


def asked_last(person: Person) -> Asked:
    """Return when a copy and an erasure were asked for last. The caller is the person."""
    days = [
        rows.filter(person=person).order_by("-asked_on").values_list("asked_on", flat=True).first()
        for rows in (Copy.rows, Erasure.rows)
    ]
    return Asked(*days)
