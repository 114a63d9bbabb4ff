"""Writing a training session down."""

from datetime import date

from clew.ground.accounts.models import Member
from clew.ground.audit.writing import changes
from clew.recognise.training.models import Session
from clew.recognise.training.permissions import check_write


class NotYetHeld(Exception):
    """A session that lies ahead has taught nobody yet."""


def write_down(
    *, actor: Member, held_on: date, place: str, attendees: int, on: date, code: str = ""
) -> Session:
    """Write down a session that was held; the actor is its trainer.

    Args:
        actor: the trainer; the session belongs to their organisation.
        held_on: the day of the session.
        place: where, in words. It names nobody.
        attendees: how many people came.
        on: today.
        code: a code already given out on paper, if there is one.

    Raises:
        NotATrainer: the actor is none.
        NotYetHeld: `held_on` lies after today.
    """
    check_write(actor)
    if held_on > on:
        raise NotYetHeld
    with changes(actor=actor, purpose="training") as trace:
        session = Session(
            organisation_id=actor.organisation_id,
            trainer=actor,
            held_on=held_on,
            place=place,
            attendees=attendees,
        )
        if code:
            session.code = code
        session.save(force_insert=True)
        trace.record("training.written_down", about=session)
    return session
