"""After a yes was taken back: what the recipient answers, and being asked again."""

from contextlib import suppress
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from clew.ground.accounts.models import Member
from clew.ground.audit.chain import House
from clew.ground.audit.viewer import looking
from clew.ground.audit.writing import Trace, changes
from clew.ground.notices.actions import tell
from clew.ground.notices.words import WORDS
from clew.ground.vault import root
from clew.rules.consent.recall import Answer, remind_on
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import NotYours, check_change
from clew.survivor.people.queries import keepers_of
from clew.survivor.release.actions import place, receivers
from clew.survivor.release.models import Recall, Release

LONGEST_REASON: Final = 500
_TELL: Final = "SELECT clew_tell_senders(%s, %s, %s)"


class NoReason(Exception):
    """This answer says nothing without its reason: which law, or what is left."""


class TooLong(Exception):
    """A longer reason than anybody would read."""


class NotYet(Exception):
    """They were told a few days ago, or they have answered."""


def answer_recall(
    *, actor: Member, recall: Recall, answer: Answer, reason: str = "", at: datetime
) -> None:
    """Record what the recipient says became of it. They may say something else later.

    Raises:
        NotYours: the release went to another organisation.
        NoReason: the answer wants a reason.
        TooLong: the reason is over `LONGEST_REASON` characters.
    """
    if recall.release.organisation_id != actor.organisation_id:
        raise NotYours
    reason = reason.strip()
    if answer.wants and not reason:
        raise NoReason
    if len(reason) > LONGEST_REASON:
        raise TooLong
    names = ["answer", "reason", "answered_by", "answered_at"]
    with changes(actor=actor, purpose="recall") as trace:
        recall.answer, recall.reason = answer.value, reason or None
        recall.answered_by, recall.answered_at = actor, at
        recall.save(update_fields=names)
        trace.record(
            "recall.answered", about=recall, subjects=[recall.release.person_id], fields=names
        )
        tell_senders(
            recall.release, code="recall.answered", path=f"/released/sent/{recall.release_id}/"
        )


def tell_senders(release: Release, *, code: str, path: str) -> None:
    """Tell who let a release out and who stands by the person.

    A process for partners does not know who that is: there the database does it, and says nothing.
    """
    if not root.has_a_part():
        tell(senders(release), code=code, path=path)
        return
    WORDS[code]  # as `tell` does: a notice without words would say nothing
    with connection.cursor() as cursor:
        cursor.execute(_TELL, [release.id, code, path])


def senders(release: Release) -> list[Member]:
    """Return who let it out and who stands by the person: their own house's to know."""
    with looking(House()):
        person = Person.rows.filter(id=release.person_id).first()
        found = keepers_of(person) if person else []
    return list({member.id: member for member in [release.released_by, *found]}.values())


def remind(*, actor: Member, recall: Recall, at: datetime, on: date) -> None:
    """Ask the recipient again who has not answered.

    Raises:
        NotYours: the actor does not stand by the person.
        NotYet: they have answered, or it is too early (`may_remind`).
    """
    check_change(actor, recall.release.person)
    with changes(actor=actor, purpose="recall") as trace:
        _ask_again(trace, recall.id, at=at, on=on)


def remind_due(*, at: datetime) -> int:
    """Ask every recipient again who has been silent for the days of the rule. The house does it.

    Each is a change of its own, looked at again inside it: whoever answered meanwhile, or was asked
    again by hand, is not asked twice. Where nobody there could be told, it is not written down that
    they were asked. Returns how many were asked.
    """
    silent = Recall.rows.filter(answer="").select_related("release__source")
    asked = 0
    for recall in silent.order_by("told_at", "id"):
        on = _day_at(recall, at)
        if not may_remind(recall, on=on) or not receivers(recall.release.recipient):
            continue
        with suppress(NotYet), changes(actor=House(), purpose="recall") as trace:
            _ask_again(trace, recall.id, at=at, on=on)
            asked += 1
    return asked


def _ask_again(trace: Trace, recall_id: UUID, *, at: datetime, on: date) -> None:
    """Ask again, once the row is held. Raises `NotYet`."""
    row = Recall.rows.select_for_update().get(id=recall_id)
    if not may_remind(row, on=on):
        raise NotYet
    row.reminded_at, row.reminders = at, row.reminders + 1
    row.save(update_fields=["reminded_at", "reminders"])
    release = row.release
    trace.record("recall.reminded", about=row, subjects=[release.person_id])
    to = release.recipient
    tell(receivers(to), code="release.recalled", path=place(to))


def may_remind(recall: Recall, *, on: date) -> bool:
    """Say whether a recipient has been silent long enough to be asked again."""
    return not recall.answer and on >= remindable_on(recall)


def remindable_on(recall: Recall) -> date:
    """Return the first day on which the recipient may be asked again."""
    reminded = _day_at(recall, recall.reminded_at) if recall.reminded_at else None
    return remind_on(_day_at(recall, recall.told_at), reminded)


def _day_at(recall: Recall, at: datetime) -> date:
    """Return which day a moment is where the release came from."""
    return at.astimezone(ZoneInfo(recall.release.source.time_zone)).date()
