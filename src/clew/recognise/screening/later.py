"""Keeping for later what is not finished, and going on with it; in one window or in two.

A person is written down for it, without a name: so what they said has a key of its own from the
first word on, a place in their copy, and goes when they are forgotten.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError

from clew.ground.accounts.models import Member
from clew.ground.audit.writing import Trace, changes
from clew.ground.vault.compartments import Compartment
from clew.recognise.screening.actions import AlreadyKept, NothingAnswered, end, said_in
from clew.recognise.screening.interview import Interview
from clew.recognise.screening.models import Screening, Unfinished
from clew.recognise.screening.permissions import check_keep
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import check_change


class Moved(Exception):
    """Another window kept the same talk for later since, and said something else."""

    def __init__(self, unfinished: Unfinished) -> None:
        """Hold on to what is kept."""
        super().__init__()
        self.unfinished = unfinished


def put_by(
    *, actor: Member, held: Interview, at: datetime, on: date, person: Person | None = None
) -> Unfinished:
    """Keep a talk for later. The same press twice changes nothing the second time.

    Args:
        actor: who talks to the person; only they go on with it.
        held: what was answered; `about.put_by` is the version that its page began from.
        at: the moment.
        on: today.
        person: whose it is, where they are known here. Without one a person is written down.

    Raises:
        NotForYourRole: the actor keeps no screenings.
        NotYours: the actor does not stand by the person.
        NothingAnswered: nothing was answered or written.
        AlreadyKept: the talk was finished and kept meanwhile.
        Moved: another window kept something else of it since.
    """
    check_keep(actor)
    talk = held.about.id
    if talk is None or not (held.choices or held.words or held.notes):
        raise NothingAnswered
    if person is not None:
        check_change(actor, person)
    try:
        return _put_by(actor, held, talk, at, on=on, person=person)
    except IntegrityError:  # another process made the row a moment earlier
        return _put_by(actor, held, talk, at, on=on, person=person)


def let_go(*, actor: Member, unfinished: Unfinished, at: datetime) -> None:
    """Let go of what was kept for later: it is emptied. The person stays, with their code."""
    check_keep(actor)
    with changes(actor=actor, purpose="support") as trace:
        mine = Unfinished.rows.select_for_update().filter(owner=actor, ended_at=None)
        found = mine.filter(id=unfinished.id).first()
        if found is not None:
            end(found, trace, "screening.let_go", at=at)


def _put_by(
    actor: Member, held: Interview, talk: UUID, at: datetime, *, on: date, person: Person | None
) -> Unfinished:
    with changes(actor=actor, purpose="support") as trace:
        finished = Screening.rows.filter(owner=actor, talk=talk).first()
        if finished is not None:
            raise AlreadyKept(finished)
        row = Unfinished.rows.select_for_update().filter(owner=actor, talk=talk).first()
        if row is None:
            if person is None:
                person = people.write_down(actor=actor, on=on)
            row = Unfinished(
                person=person, owner=actor, organisation_id=actor.organisation_id, talk=talk,
                begun_on=on,
            )  # fmt: skip
        else:
            if row.ended_at is None and _is_there(row, held, trace):
                return row
            row.version += 1
        row.instrument, row.said, row.ended_at = held.instrument.id, said_in(held), None
        row.answered, row.put_by_at = len(held.choices), at
        row.save()
        trace.record("screening.put_by", about=row, subjects=[row.person_id], fields=["said"])
    return row


def _is_there(row: Unfinished, held: Interview, trace: Trace) -> bool:
    """Say whether the very same is kept already. Raises `Moved` where another window was faster."""
    trace.opens("screening.opened", subjects=[row.person_id], compartments=[Compartment.TESTIMONY])
    if row.instrument == held.instrument.id and row.said == said_in(held):
        return True
    if row.version != held.about.put_by:
        raise Moved(row)
    return False
