"""Keeping a screening. Nothing here changes or deletes one: it is what was said on that day.

What is not finished yet is kept for later in `later`.
"""

import re
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError

from clew.ground.accounts.models import Member
from clew.ground.audit.writing import Trace, changes
from clew.recognise.screening.channels import Channel
from clew.recognise.screening.interview import Interview
from clew.recognise.screening.models import Screening, Unfinished
from clew.recognise.screening.permissions import check_keep
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import check_change

SESSION: Final = re.compile(r"[A-Za-z0-9_-]{0,40}\Z")


class NothingAnswered(Exception):
    """Not one question was answered, so there is nothing to keep."""


class NotACodeOfOurs(Exception):
    """A channel that is not listed, or a session's code with other letters than codes have."""


class NotYet(Exception):
    """The day of the conversation lies in the future."""


class AlreadyKept(Exception):
    """This talk was kept before, from this page or another one."""

    def __init__(self, screening: Screening) -> None:
        """Hold on to what was kept."""
        super().__init__()
        self.screening = screening


def said_in(held: Interview) -> dict[str, object]:
    """Return what is sealed of an interview."""
    said: dict[str, object] = {
        "choices": {key: choice.value for key, choice in held.choices.items()},
        "words": held.words,
    }
    beside: dict[str, object] = {
        "notes": {key: note.kept for key, note in held.notes.items()},
        "about": held.about.kept,
        "earlier": {key: [one.kept for one in given] for key, given in held.earlier.items()},
    }
    return said | {name: value for name, value in beside.items() if value}


def keep(
    *,
    actor: Member,
    held: Interview,
    on: date,
    started_on: date | None = None,
    person: Person | None = None,
    called: str = "",
    channel: str = "",
    training_session: str = "",
) -> Screening:
    """Keep a screening, for somebody the actor stands by or for somebody new.

    Args:
        actor: who talked to the person; the screening is theirs.
        held: what was answered.
        on: today.
        started_on: the day of the conversation; today unless said otherwise.
        person: whose it is. Without one a person is written down, without a name.
        called: what to call a new person, if they said.
        channel: code of `screening.channels`: where they were first met.
        training_session: code of the training that stands behind it.

    Raises:
        NotForYourRole: the actor keeps no screenings.
        NotYours: the actor does not stand by the person.
        NothingAnswered: no question was answered.
        NotACodeOfOurs: the channel or the session is no code.
        NotYet: the conversation is to come.
        AlreadyKept: this very talk was kept before; nothing was kept a second time.
    """
    check_keep(actor)
    if not held.choices:
        raise NothingAnswered
    if (channel and channel not in set(Channel)) or not SESSION.match(training_session):
        raise NotACodeOfOurs
    day = started_on or on
    if day > on:
        raise NotYet
    if person is not None:
        check_change(actor, person)
    talk = held.about.id
    try:
        with changes(actor=actor, purpose="support") as trace:
            _check_first_time(actor, talk)
            if person is None:
                known = {"called": called} if called.strip() else None
                person = people.write_down(actor=actor, on=on, known=known)
            screening = Screening(
                person=person,
                owner=actor,
                organisation_id=actor.organisation_id,
                instrument=held.instrument.id,
                instrument_version=held.instrument.version,
                said=said_in(held),
                answered=len(held.choices),
                started_on=day,
                channel=channel,
                training_session=training_session,
                talk=talk,
            )
            screening.save(force_insert=True)
            trace.record("screening.kept", about=screening, subjects=[person.id], fields=["said"])
            if talk is not None:
                mine = Unfinished.rows.select_for_update().filter(owner=actor, ended_at=None)
                for row in mine.filter(talk=talk):
                    end(row, trace, "screening.finished", at=screening.kept_at)
    except IntegrityError:  # another process kept it a moment earlier
        _check_first_time(actor, talk)
        raise
    return screening


def end(row: Unfinished, trace: Trace, name: str, *, at: datetime) -> None:
    """Empty a talk that was kept for later: it was finished, or let go. Call it in a change."""
    row.said, row.answered, row.ended_at = None, 0, at
    row.save()
    trace.record(name, about=row, subjects=[row.person_id], fields=["said"])


def _check_first_time(actor: Member, talk: UUID | None) -> None:
    kept = Screening.rows.filter(owner=actor, talk=talk).first() if talk is not None else None
    if kept is not None:
        raise AlreadyKept(kept)
