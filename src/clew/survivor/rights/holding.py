"""Legal holds: what is kept of a person stays while one stands. Set by two, lifted by two."""

from datetime import datetime
from uuid import UUID

from clew.ground.accounts.models import Member
from clew.ground.audit.writing import changes
from clew.ground.pairs import actions as pairs
from clew.ground.pairs.models import Proposal
from clew.ground.pairs.operations import CannotBeDone
from clew.ground.pairs.queries import waits
from clew.ground.vault.compartments import Compartment
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import NotYours, may_see
from clew.survivor.rights.models import Hold
from clew.survivor.rights.permissions import check_steward

SET, LIFT = "hold.set", "hold.lift"


class NoSuchBasis(Exception):
    """A hold rests on one of the bases of `Hold.BASES`."""


class AlreadyHeld(Exception):
    """A hold on this basis stands already."""


def held(person: Person) -> list[Hold]:
    """Return the holds that stand, closed. The caller has the person by its own right."""
    return list(Hold.rows.filter(person=person, lifted_at=None).order_by("set_at"))


def hold_waits(person: Person, *, at: datetime) -> bool:
    """Say whether a hold is proposed: while two decide about it nothing is erased."""
    return waits(SET, person.id, at=at) is not None


def propose_hold(
    *, actor: Member, person: Person, basis: str, reason: str, at: datetime
) -> Proposal:
    """Propose a hold to a second person. From now on nothing of the person is erased.

    Raises:
        NotYours: the actor may not see the person, and is no data steward of the house.
        NoSuchBasis: the basis is none.
        AlreadyHeld: a hold on this basis stands.
        NotYourOperation, NoReason, AlreadyProposed, NobodyToAsk: as `pairs.propose` does.
    """
    if not may_see(actor, person):
        check_steward(actor, person)
    if basis not in dict(Hold.BASES):
        raise NoSuchBasis
    if any(hold.basis == basis for hold in held(person)):
        raise AlreadyHeld
    return pairs.propose(
        actor=actor, operation=SET, about=person.id, subject=person.id, reason=reason, at=at,
        particulars={"basis": basis},
    )  # fmt: skip


def propose_lifting(*, actor: Member, hold: Hold, reason: str, at: datetime) -> Proposal:
    """Propose to a second person that a hold ends.

    Raises:
        NotYours: the actor is no data steward of the house.
        NoReason, AlreadyProposed, NobodyToAsk: as `pairs.propose` does.
    """
    check_steward(actor, hold.person)
    if hold.lifted_at is not None:
        raise NotYours
    return pairs.propose(
        actor=actor, operation=LIFT, about=hold.id, subject=hold.person_id, reason=reason, at=at
    )


def set_hold(proposal: Proposal, second: Member) -> None:
    """Carry out: a hold stands from now on. Its reason is kept with it, sealed."""
    person, at = _person(proposal.about), proposal.decided_at
    if at is None:
        msg = "This was not confirmed."
        raise CannotBeDone(msg)
    with changes(actor=second, purpose="hold") as trace:
        trace.opens("hold.reason_read", subjects=[person.id], compartments=[Compartment.OPERATIONS])
        hold = Hold(
            person=person, basis=proposal.particulars["basis"], reason=proposal.reason,
            set_by=proposal.proposed_by, set_with=second, set_at=at,
        )  # fmt: skip
        hold.save(force_insert=True)
        trace.record("hold.set", about=hold, subjects=[person.id], fields=[hold.basis])


def lift_hold(proposal: Proposal, second: Member) -> None:
    """Carry out: a hold ends. An erasure that waited for it goes on at its next turn."""
    hold = Hold.rows.select_related("person").filter(id=proposal.about, lifted_at=None).first()
    if hold is None:
        msg = "This hold was lifted already."
        raise CannotBeDone(msg)
    with changes(actor=second, purpose="hold") as trace:
        hold.lifted_by, hold.lifted_with = proposal.proposed_by, second
        hold.lifted_at = proposal.decided_at
        hold.save(update_fields=["lifted_by", "lifted_with", "lifted_at"])
        trace.record("hold.lifted", about=hold, subjects=[hold.person_id])


def _person(person_id: UUID) -> Person:
    found = Person.rows.filter(id=person_id, erased_at=None).first()
    if found is None:
        msg = "This person was erased meanwhile."
        raise CannotBeDone(msg)
    return found
