"""Asking to be forgotten, the check that nobody pressed them, and taking it back at any time."""

from datetime import date, datetime

from clew.ground.accounts.models import Member
from clew.ground.accounts.queries import colleagues
from clew.ground.accounts.roles import Role
from clew.ground.audit.writing import changes
from clew.ground.notices.actions import tell
from clew.ground.pairs import actions as pairs
from clew.ground.pairs.models import Proposal
from clew.survivor.contact.queries import safe_contact
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import check_change
from clew.survivor.rights.holding import held, hold_waits
from clew.survivor.rights.models import Erasure
from clew.survivor.rights.pairing import ERASE
from clew.survivor.rights.permissions import check_ask, check_steward
from clew.survivor.rights.states import CAN_BE_TAKEN_BACK, OPEN, Erasing

DESK = "/stewarding/"


class AlreadyAsked(Exception):
    """This was asked already and is still open."""


class NoSafeChannel(Exception):
    """Nobody knows how to reach the person safely, so nobody can ask whether they mean it."""


class NotChecked(Exception):
    """Nobody has spoken with the person alone yet, on their safe channel."""


class TooLate(Exception):
    """The erasure has begun, or is over: it cannot be taken back."""


class Held(Exception):
    """A legal hold stands, or is being decided: nothing is erased while it does."""


def ask(*, actor: Member, person: Person, on: date) -> Erasure:
    """Ask that a person is forgotten. The data steward is told; nothing is erased.

    Raises:
        NotYours: the actor is neither the person nor one who stands by them.
        AlreadyAsked: an erasure is open already.
    """
    check_ask(actor, person)
    with changes(actor=actor, purpose="erasure") as trace:
        if open_erasure(person) is not None:
            raise AlreadyAsked
        row = Erasure(person=person, asked_by=actor, asked_on=on)
        row.save(force_insert=True)
        trace.record("erasure.asked", about=row, subjects=[person.id])
        tell(stewards(person), code="rights.asked", path=DESK)
    return row


def check_alone(*, actor: Member, erasure: Erasure, on: date) -> None:
    """Record that the actor spoke with the person alone, on their safe channel; they still want it.

    Whoever is pressed to ask can say no here, and whoever pressed them does not hear it.

    Raises:
        NotYours: the actor does not stand by the person.
        NoSafeChannel: no rules of safe contact were agreed on.
        TooLate: it is no longer asked for.
    """
    check_change(actor, erasure.person)
    if safe_contact(actor, erasure.person) is None:
        raise NoSafeChannel
    with changes(actor=actor, purpose="erasure") as trace:
        done = Erasure.rows.filter(id=erasure.id, state=Erasing.ASKED.value).update(
            checked_by=actor, checked_on=on
        )
        if not done:
            raise TooLate
        erasure.refresh_from_db()
        trace.record("erasure.checked", about=erasure, subjects=[erasure.person_id])
        tell(stewards(erasure.person), code="rights.checked", path=DESK)


def propose(*, actor: Member, erasure: Erasure, reason: str, at: datetime) -> Proposal:
    """Propose to a second person that an erasure goes ahead after its days of waiting.

    Raises:
        NotYours: the actor is no data steward of the house.
        NotChecked: nobody has spoken with the person alone.
        Held: a legal hold stands, or is being decided.
        NoReason, AlreadyProposed, NobodyToAsk: as `pairs.propose` does.
    """
    check_steward(actor, erasure.person)
    if erasure.checked_on is None:
        raise NotChecked
    if held(erasure.person) or hold_waits(erasure.person, at=at):
        raise Held
    return pairs.propose(
        actor=actor, operation=ERASE, about=erasure.id, subject=erasure.person_id,
        reason=reason, at=at,
    )  # fmt: skip


def take_back(*, actor: Member, erasure: Erasure, at: datetime) -> None:
    """Take the wish back: at once, without a reason, until the erasure has begun.

    Raises:
        NotYours: the actor is neither the person nor one who stands by them.
        TooLate: it has begun, or is over.
    """
    check_ask(actor, erasure.person)
    with changes(actor=actor, purpose="erasure") as trace:
        done = Erasure.rows.filter(
            id=erasure.id, state__in=[state.value for state in CAN_BE_TAKEN_BACK]
        ).update(state=Erasing.TAKEN_BACK.value, ended_at=at)
        if not done:
            raise TooLate
        Person.rows.filter(id=erasure.person_id).update(restricted_at=None)
        erasure.refresh_from_db()
        trace.record("erasure.taken_back", about=erasure, subjects=[erasure.person_id])


def open_erasure(person: Person) -> Erasure | None:
    """Return the erasure that is open. The caller has the person by its own right."""
    return Erasure.rows.filter(person=person, state__in=[s.value for s in OPEN]).first()


def stewards(person: Person) -> list[Member]:
    """Return the data stewards of the house that knows a person."""
    someone = Member.objects.filter(organisation=person.organisation_id).first()
    return list(colleagues(someone, Role.DATA_STEWARD)) if someone else []
