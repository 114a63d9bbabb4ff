"""Keeping a screening. Nothing here changes or deletes one: it is what was said on that day."""

import re
from datetime import date
from typing import Final

from clew.ground.accounts.models import Member
from clew.ground.audit.writing import changes
from clew.recognise.screening.channels import Channel
from clew.recognise.screening.interview import Interview
from clew.recognise.screening.models import Screening
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
    with changes(actor=actor, purpose="support") as trace:
        if person is None:
            known = {"called": called} if called.strip() else None
            person = people.write_down(actor=actor, on=on, known=known)
        screening = Screening(
            person=person,
            owner=actor,
            organisation_id=actor.organisation_id,
            instrument=held.instrument.id,
            instrument_version=held.instrument.version,
            said={
                "choices": {key: choice.value for key, choice in held.choices.items()},
                "words": held.words,
            },
            answered=len(held.choices),
            started_on=day,
            channel=channel,
            training_session=training_session,
        )
        screening.save(force_insert=True)
        trace.record("screening.kept", about=screening, subjects=[person.id], fields=["said"])
    return screening
