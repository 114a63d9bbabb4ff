"""Asking for a copy of everything that is kept, and handing it over."""

from datetime import date, datetime

from clew.ground.accounts.models import Member
from clew.ground.audit.writing import changes
from clew.ground.notices.actions import tell
from clew.ground.pairs import actions as pairs
from clew.ground.pairs.models import Proposal
from clew.rules.consent.reaching import Channel, Silent
from clew.survivor.contact.outgoing import may_go
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import check_change
from clew.survivor.rights.asking import DESK, AlreadyAsked, TooLate, stewards
from clew.survivor.rights.models import Copy
from clew.survivor.rights.pairing import HAND_OVER
from clew.survivor.rights.permissions import check_ask, check_steward
from clew.survivor.rights.states import Copying

_OPEN = (Copying.ASKED.value, Copying.READY.value)


def ask_copy(*, actor: Member, person: Person, on: date) -> Copy:
    """Ask for a copy. The data steward is told.

    Raises:
        NotYours: the actor is neither the person nor one who stands by them.
        AlreadyAsked: a copy is asked for already.
    """
    check_ask(actor, person)
    with changes(actor=actor, purpose="access") as trace:
        if open_copy(person) is not None:
            raise AlreadyAsked
        row = Copy(person=person, asked_by=actor, asked_on=on)
        row.save(force_insert=True)
        trace.record("copy.asked", about=row, subjects=[person.id])
        tell(stewards(person), code="rights.asked", path=DESK)
    return row


def propose_copy(*, actor: Member, copy: Copy, reason: str, at: datetime) -> Proposal:
    """Propose to a second person that the copy is handed over on the person's safe channel.

    Raises:
        NotYours: the actor is no data steward of the house.
        NoReason, AlreadyProposed, NobodyToAsk: as `pairs.propose` does.
    """
    check_steward(actor, copy.person)
    return pairs.propose(
        actor=actor, operation=HAND_OVER, about=copy.id, subject=copy.person_id,
        reason=reason, at=at,
    )  # fmt: skip


def hide_also(*, actor: Member, copy: Copy, words: str) -> None:
    """Keep words about others that the copy shall not show, one a line: names a person typed.

    Raises `NotYours` unless the actor stands by the person.
    """
    check_change(actor, copy.person)
    with changes(actor=actor, purpose="access") as trace:
        copy.also_hide = words.strip() or None
        copy.save(update_fields=["also_hide"])
        trace.record("copy.words_hidden", about=copy, subjects=[copy.person_id])


class NotThisWay(Exception):
    """The person did not agree to be reached this way, or not now."""


def handed_over(*, actor: Member, copy: Copy, channel: Channel, at: datetime) -> None:
    """Record that the copy was handed over, by a way that was agreed on. The gate is asked first.

    Raises:
        NotYours: the actor does not stand by the person.
        NotThisWay: the gate of `contact.outgoing` says no to this way at this moment.
        TooLate: it is not ready, or was handed over before.
    """
    check_change(actor, copy.person)
    answer = may_go(actor=actor, person=copy.person, channel=channel, at=at)
    if isinstance(answer, Silent) or answer.not_before > at:
        raise NotThisWay
    with changes(actor=actor, purpose="access") as trace:
        done = Copy.rows.filter(id=copy.id, state=Copying.READY.value).update(
            state=Copying.HANDED_OVER.value, handed_over_by=actor, ended_at=at
        )
        if not done:
            raise TooLate
        copy.refresh_from_db(fields=["state", "handed_over_by", "ended_at"])
        trace.record("copy.handed_over", about=copy, subjects=[copy.person_id])


def take_copy_back(*, actor: Member, copy: Copy, at: datetime) -> None:
    """Take the wish for a copy back. Raises `NotYours`, `TooLate`."""
    check_ask(actor, copy.person)
    with changes(actor=actor, purpose="access") as trace:
        done = Copy.rows.filter(id=copy.id, state__in=_OPEN).update(
            state=Copying.TAKEN_BACK.value, ended_at=at
        )
        if not done:
            raise TooLate
        copy.refresh_from_db(fields=["state", "ended_at"])
        trace.record("copy.taken_back", about=copy, subjects=[copy.person_id])


def open_copy(person: Person) -> Copy | None:
    """Return the copy that is asked for. The caller has the person by its own right."""
    return Copy.rows.filter(person=person, state__in=_OPEN).select_related("person").first()
