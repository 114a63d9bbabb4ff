"""The recovery clock: how much time is left, and how that was counted, step by step.

The law and its sources are in `rules.law`; here they become sentences for one case and one day.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clew.rules.law.deadlines import NoPeriod, RecoveryDeadline, in_words, recovery_deadline
from clew.rules.law.periods import Ends
from clew.rules.sources.citations import Citation
from clew.rules.sources.states import State

_ENDS: Final = {
    Ends.FIXED: gettext_lazy("It ends on that day."),
    Ends.AT_LEAST: gettext_lazy("It lasts at least until then; it may be longer."),
    Ends.ON_DECISION: gettext_lazy("It ends with the decision, whenever that comes."),
}
_WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class RecoveryClock:
    """One recovery period as it stands on a day. `left_percent` is for the drawing, 0 to 100."""

    country: str
    jurisdiction: str
    from_on: date
    last_day: date
    days_left: int  # negative when the last day has passed
    left: str
    left_percent: int
    ends: Ends
    ends_words: str
    steps: tuple[str, ...]
    article: str
    citation: Citation
    state: State
    in_force_since: date | None
    note: str

    @property
    def is_over(self) -> bool:
        """Whether the counted days have passed; what may last longer is not called over."""
        return self.days_left < 0 and self.ends is Ends.FIXED


@dataclass(frozen=True, slots=True)
class NoClock:
    """Why no clock runs, in one sentence."""

    because: str


def recovery_clock(*, from_on: date | None, jurisdiction: str, on: date) -> RecoveryClock | NoClock:
    """Work out the recovery clock of a case on a day.

    Args:
        from_on: the day the period began; None while nobody has written it down.
        jurisdiction: whose law, as an ISO 3166 code.
        on: the day it is looked at.
    """
    if from_on is None:
        return NoClock(_("Nobody has written down yet when the time to recover began."))
    try:
        found = recovery_deadline(jurisdiction=jurisdiction, starts_on=from_on)
    except NoPeriod as none:
        return NoClock(str(none))
    period = found.period
    days_left = (found.last_day - on).days
    length = max((found.last_day - from_on).days, 1)
    return RecoveryClock(
        country=found.country,
        jurisdiction=found.jurisdiction,
        from_on=from_on,
        last_day=found.last_day,
        days_left=days_left,
        left=_left(found, days_left),
        left_percent=min(max(round(_WHOLE * days_left / length), 0), _WHOLE),
        ends=period.ends,
        ends_words=str(_ENDS[period.ends]),
        steps=_steps(found),
        article=period.article,
        citation=period.citation,
        state=period.state,
        in_force_since=found.since if found.since_was_read else None,
        note=found.note,
    )


def _left(found: RecoveryDeadline, days: int) -> str:
    at_least = found.period.ends is not Ends.FIXED
    if days < 0:
        passed = ngettext("%(n)d day ago", "%(n)d days ago", -days) % {"n": -days}
        if at_least:
            return _("the least time passed %(when)s") % {"when": passed}
        return _("ended %(when)s") % {"when": passed}
    if days == 0:
        return _("today at the earliest") if at_least else _("today is the last day")
    left = ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    return _("%(time)s at least") % {"time": left} if at_least else left


def _steps(found: RecoveryDeadline) -> tuple[str, ...]:
    """Say how the last day was found, so that anybody can count along."""
    period, first = found.period, in_words(found.starts_on)
    last = in_words(found.last_day)
    begins = _("It begins on %(day)s.") % {"day": first}
    law = _("The law gives %(length)s.") % {"length": period.length_in_words}
    if period.first_day.counts:
        counted = _("The first day counts: %(day)s is day 1.") % {"day": first}
    else:
        counted = _("The first day does not count: the day after %(day)s is day 1.") % {
            "day": first
        }
    if period.days is not None:
        end = ngettext(
            "Day %(n)d, the last one, is %(day)s.", "Day %(n)d, the last one, is %(day)s.",
            period.days,
        ) % {"n": period.days, "day": last}  # fmt: skip
    else:
        months = period.months or 0
        end = ngettext(
            "%(n)d month of the calendar ends on %(day)s.",
            "%(n)d months of the calendar end on %(day)s.",
            months,
        ) % {"n": months, "day": last}
    return (begins, law, counted, end)
