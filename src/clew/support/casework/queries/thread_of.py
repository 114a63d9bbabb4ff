"""The timeline of one case, put together from what each room knows of the person."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from clew.ground.accounts.models import Member
from clew.ground.prepared.queries import prepared
from clew.rules.consent.kinds import Kind, Purpose, within
from clew.support.casework.clock import RecoveryClock, recovery_clock
from clew.support.casework.models import Case, Moment
from clew.support.casework.queries.cases import CaseFile
from clew.support.casework.queries.notes import opened_notes
from clew.support.casework.states import OPEN_TASKS, MomentKind
from clew.support.casework.thread import Entry, Placed, along_the_thread
from clew.survivor.release.queries import of_person as releases_of


def timeline(actor: Member, file: CaseFile, *, on: date, kind: str = "") -> list[Placed]:
    """Return the thread of a case from its opened file (`open_file`).

    Silences are told on the whole thread only: one kind alone is always full of them.

    Args:
        actor: who looks.
        file: theirs to see; what it holds is not fetched again.
        on: the day it is.
        kind: a code of `MomentKind`, or "note"; empty for all.
    """
    entries = list(_entries(actor, file, on))
    if not kind:
        return along_the_thread(entries, on=on)
    wanted = [entry for entry in entries if entry.kind == kind]
    return along_the_thread(wanted, on=on, silence_days=date.max.toordinal())


def _entries(actor: Member, file: CaseFile, on: date) -> Iterator[Entry]:
    case = file.case
    yield from _moments(case, may_open=file.may_change)
    yield from _notes(case, may_open=file.may_change)
    yield from _beginning(case)
    yield from _recovery(case, on)
    yield from _deadlines(file, on)
    yield from _agreed(file, on)
    yield from _handed_over(actor, case)


def _moments(case: Case, *, may_open: bool) -> Iterator[Entry]:
    for row in _moments_of.all(case=case.id):
        link = reverse("casework:moment", args=[case.person.code, row.id])
        by = row.recorded_by.shown_name
        if row.kind == MomentKind.HEALTH:
            yield Entry(
                row.happened_on, row.kind, _("An entry about health, closed here"), "", by,
                link if may_open else "",
            )  # fmt: skip
        else:
            yield Entry(row.happened_on, row.kind, str(row.title), str(row.detail or ""), by, link)


@prepared
def _moments_of(*, case: UUID) -> QuerySet[Moment]:
    rows = Moment.rows.filter(case=case).select_related("case", "recorded_by")
    return rows.order_by("-happened_on", "-recorded_at")


def _notes(case: Case, *, may_open: bool) -> Iterator[Entry]:
    for note in opened_notes(case, may_open=may_open):
        link = reverse("casework:note", args=[case.person.code, note.id]) if note.may_open else ""
        title = _("What was told, closed here") if note.is_testimony else note.first_line
        waits = _("Two texts of this note wait for a choice.") if note.waits else ""
        yield Entry(note.happened_on, "note", title, waits, note.by, link)


def _beginning(case: Case) -> Iterator[Entry]:
    yield Entry(case.opened_on, MomentKind.DECISION.value, _("The case was opened here"))
    if case.referred_on is not None:
        yield Entry(case.referred_on, MomentKind.DECISION.value, _("The referral was made"))


def _recovery(case: Case, on: date) -> Iterator[Entry]:
    clock = recovery_clock(from_on=case.recovery_from_on, jurisdiction=case.jurisdiction, on=on)
    if not isinstance(clock, RecoveryClock):
        return
    yield Entry(
        clock.from_on, MomentKind.DECISION.value, _("The time to recover began"), clock.article
    )
    yield Entry(
        clock.last_day, MomentKind.DECISION.value,
        _("The time to recover: the last day counted"), clock.ends_words,
    )  # fmt: skip


def _deadlines(file: CaseFile, on: date) -> Iterator[Entry]:
    for row in file.tasks:
        if row.state in OPEN_TASKS and row.due_on is not None and row.due_on >= on:
            link = reverse("casework:task", args=[file.person.code, row.id])
            yield Entry(row.due_on, "task", str(row.what), "", row.owner.shown_name, link)


def _agreed(file: CaseFile, on: date) -> Iterator[Entry]:
    case = file.case
    for row in file.consents:
        parts = ", ".join(within(Kind(kind)) for kind in row.kinds)
        words = {"who": row.recipient.name, "what": parts}
        detail = Purpose(row.purpose).label
        said_on = _day(case, row.recorded_at)
        by = row.recorded_by.shown_name
        yield Entry(said_on, "consent", _("Yes: %(who)s may know %(what)s") % words, detail, by)
        withdrawal = getattr(row, "withdrawal", None)
        if withdrawal is not None:
            taken_on = _day(case, withdrawal.at)
            yield Entry(taken_on, "consent", _("Taken back: %(who)s, %(what)s") % words)
        elif row.until_on >= on:
            yield Entry(row.until_on, "consent", _("A yes ends: %(who)s, %(what)s") % words)


def _handed_over(actor: Member, case: Case) -> Iterator[Entry]:
    for row in releases_of(actor, case.person):
        words = {"who": row.recipient.name}
        detail = Purpose(row.purpose).label
        by = row.released_by.shown_name
        day = _day(case, row.released_at)
        yield Entry(day, "release", _("Handed over to %(who)s") % words, detail, by)
        if row.recalled_at is not None:
            yield Entry(
                _day(case, row.recalled_at), "release", _("Asked back from %(who)s") % words
            )


def _day(case: Case, at: datetime) -> date:
    """Return the day an instant fell on where the organisation works."""
    return localdate(at, ZoneInfo(case.organisation.time_zone))
