"""The clocks that decisions start: what there is time for, until when, and how that was counted.

The lengths are dated law (`outcomes`, `rules.law`); the one in force on the day of the decision
counts. Each counts from the day on the decision, so that no last day is shown too late. To ask a
court goes on counting from the decision itself: a reconsideration does not stop it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Protocol
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clew.recognise.mechanisms.outcomes import RECONSIDERATION, RECOVERY, EndedBy, Outcomes
from clew.rules.law.deadlines import NoPeriod, in_words, last_day, recovery_deadline
from clew.rules.law.periods import Ends, Period
from clew.rules.sources.citations import Citation
from clew.rules.sources.states import State, weakest

NEGATIVE: Final = "negative"
POSITIVE: Final = "positive"
CHANGED: Final = "changed"
ASKED: Final = "asked"


class Decided(Protocol):
    """What the clocks need of a decision; a row of the database has it."""

    id: UUID
    step: str
    outcome: str
    about_id: UUID | None
    decided_on: date


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock on a day. `last_day` is None where no length is in our data."""

    code: str
    name: str
    from_on: date
    last_day: date | None
    left: str
    is_over: bool
    steps: tuple[str, ...]
    because: str = ""  # why there is no last day
    article: str = ""
    citation: Citation | None = None
    state: State = State.UNVERIFIED
    note: str = ""
    is_fixed: bool = True  # it ends on its last day, and never later


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one step stands: its decision, and whether a reconsideration changed it."""

    decision: Decided | None
    outcome: str  # nothing while it is awaited
    since: date | None
    reconsideration: Decided | None = None


def standing_of(step: str, decided: Sequence[Decided]) -> Standing:
    """Return where a step stands after some decisions, none of which was corrected away."""
    of_step = [each for each in decided if each.step == step]
    if not of_step:
        return Standing(None, "", None)
    last = _latest(of_step)
    about = [each for each in decided if each.step == RECONSIDERATION and each.about_id == last.id]
    if not about:
        return Standing(last, last.outcome, last.decided_on)
    again = _latest(about)
    if again.outcome == CHANGED:
        return Standing(last, POSITIVE, again.decided_on, again)
    return Standing(last, last.outcome, last.decided_on, again)


def _latest(decided: Sequence[Decided]) -> Decided:
    """Return the latest of some decisions; of one day, the one that was written down last."""
    return max(enumerate(decided), key=lambda pair: (pair[1].decided_on, pair[0]))[1]


def clocks_of(
    found: Outcomes, decided: Sequence[Decided], *, jurisdiction: str, on: date
) -> list[Clock]:
    """Return the clocks that run after some decisions, the soonest last day first.

    A positive decision on reconsideration starts what a positive decision starts. One that is asked
    for stops its own clock and nothing else; one that was upheld may start another, named so.
    """
    clocks: list[Clock] = []
    for step, law in found.steps.items():
        stands = standing_of(step, decided)
        if stands.decision is None or stands.since is None:
            continue
        again = found.reconsideration
        stopped = again.stops if stands.reconsideration else ()
        clocks += [
            clock_of(found, code, from_on=stands.since, jurisdiction=jurisdiction, on=on)
            for code in law.outcomes[stands.outcome].starts
            if code not in stopped
        ]
        if stands.reconsideration is not None and stands.outcome == NEGATIVE:
            since = stands.reconsideration.decided_on
            for code in again.outcomes[stands.reconsideration.outcome].starts:
                clock = clock_of(found, code, from_on=since, jurisdiction=jurisdiction, on=on)
                clocks.append(replace(clock, name=f"{clock.name} ({again.label})"))
    clocks = [
        _ended(found, clock, decided, jurisdiction=jurisdiction, on=on)
        if clock.code == RECOVERY
        else clock
        for clock in clocks
    ]
    return sorted(clocks, key=lambda clock: (clock.last_day is None, clock.last_day or on))


def _ended(
    found: Outcomes, clock: Clock, decided: Sequence[Decided], *, jurisdiction: str, on: date
) -> Clock:
    """Return the clock of the recovery period as the decision left it that ends it."""
    for ends in found.recovery_ended_by.get(jurisdiction, ()):
        stands = standing_of(ends.step, decided)
        if (
            clock.last_day is not None
            and stands.decision is not None
            and stands.since is not None
            and stands.outcome in ends.outcomes
            and clock.from_on >= ends.since
        ):
            day = stands.decision.decided_on if ends.at_once else max(clock.last_day, stands.since)
            if clock.is_fixed and day >= clock.last_day:
                return clock  # it had ended by itself
            return _ending(clock, ends, day, on)
    return clock


def _ending(clock: Clock, ends: EndedBy, day: date, on: date) -> Clock:
    is_over = on > day or (ends.at_once and on == day)
    left = _("ended on %(day)s") % {"day": in_words(day)}
    ended = _("Ended by a decision, its last day is %(day)s.") % {"day": in_words(day)}
    return replace(
        clock,
        last_day=day,
        left=left if is_over else _left((day - on).days, at_least=False),
        is_over=is_over,
        steps=(*clock.steps, ended, f"{ends.words} {ends.citation.text}"),
        state=weakest([clock.state, ends.citation.state]),
    )


def clock_of(found: Outcomes, code: str, *, from_on: date, jurisdiction: str, on: date) -> Clock:
    """Return one clock, counted from a day."""
    if code == RECOVERY:
        return _recovery(from_on, jurisdiction, on)
    law = found.clocks[code]
    if jurisdiction not in law.jurisdictions:
        because = _("No length for this place is in our data: ask a local lawyer at once.")
        return Clock(code, law.name, from_on, None, "", is_over=False, steps=(), because=because)
    period = law.on(from_on)
    if period is None:
        because = _("No length for that day is in our data: ask a local lawyer at once.")
        return Clock(code, law.name, from_on, None, "", is_over=False, steps=(), because=because)
    notes = [period.note] if period.note else []
    if period.first_day.state is not State.VERIFIED:
        notes.append(_("Whether the first day counts was not read; here it counts."))
    return _running(code, law.name, from_on, last_day(period, from_on), period, notes, on)


def _recovery(from_on: date, jurisdiction: str, on: date) -> Clock:
    name = _("Time to recover")
    try:
        found = recovery_deadline(jurisdiction=jurisdiction, starts_on=from_on)
    except NoPeriod as none:
        return Clock(RECOVERY, name, from_on, None, "", is_over=False, steps=(), because=str(none))
    return _running(RECOVERY, name, from_on, found.last_day, found.period, [found.note], on)


def _running(
    code: str,
    name: str,
    from_on: date,
    last: date,
    period: Period,
    notes: list[str],
    on: date,
) -> Clock:
    days = (last - on).days
    return Clock(
        code=code,
        name=name,
        from_on=from_on,
        last_day=last,
        left=_left(days, at_least=period.ends is not Ends.FIXED),
        is_over=days < 0 and period.ends is Ends.FIXED,
        steps=(
            _("It begins on %(day)s, the day on the decision.") % {"day": in_words(from_on)},
            _("The length is %(length)s.") % {"length": period.length_in_words},
            _("The last day is %(day)s.") % {"day": in_words(last)},
        ),
        article=period.article,
        citation=period.citation,
        state=period.state,
        note=" ".join(note for note in notes if note),
        is_fixed=period.ends is Ends.FIXED,
    )


def _left(days: int, *, at_least: bool) -> str:
    if days < 0:
        passed = ngettext("%(n)d day ago", "%(n)d days ago", -days) % {"n": -days}
        if at_least:
            return _("the least time passed %(when)s") % {"when": passed}
        return _("ended %(when)s") % {"when": passed}
    if days == 0:
        return _("today at the earliest") if at_least else _("today is the last day")
    left = ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    return _("%(time)s at least") % {"time": left} if at_least else left
