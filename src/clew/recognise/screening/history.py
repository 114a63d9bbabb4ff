"""What a person answered over several talks on one set, and what changed, sign by sign, in words.

An answer that was not known and is known now is no contradiction, and neither is the other way: an
earlier answer stands, with its day and who asked. Only a yes beside a no is said to differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clew.recognise.screening.interview import Choice
from clew.recognise.screening.queries import Kept
from clew.rules.indicators.answers import Answer
from clew.rules.indicators.instruments import Indicator, Instrument


class Change(StrEnum):
    """What became of the answer to one sign between the talk before and the last one."""

    SAME = "same"
    NOW_KNOWN = "now_known"
    STILL_OPEN = "still_open"
    NOT_ASKED_AGAIN = "not_asked_again"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Told:
    """One answer to one sign: what, on which day, to whom, and in which words."""

    choice: Choice
    on: date
    asked_by: str
    words: str

    @property
    def known(self) -> bool:
        """Whether it is a yes or a no."""
        return self.choice.answer is not Answer.UNKNOWN


@dataclass(frozen=True, slots=True)
class Line:
    """One sign over all talks: its answers, the newest first, and what changed."""

    indicator: Indicator
    told: tuple[Told, ...]
    change: Change

    @property
    def standing(self) -> Told | None:
        """The newest answer that is a yes or a no: what was known is not forgotten."""
        return next((told for told in self.told if told.known), None)


@dataclass(frozen=True, slots=True)
class History:
    """All talks of one person on one set, the newest first."""

    instrument: Instrument
    talks: tuple[Kept, ...]
    lines: tuple[Line, ...]

    @property
    def asked(self) -> tuple[Line, ...]:
        """The signs that were asked about in any talk."""
        return tuple(line for line in self.lines if line.told)

    @property
    def changed(self) -> tuple[Line, ...]:
        """What can be told of the last talk beside those before: what differs first."""
        if len(self.talks) == 1:
            return ()
        order = [Change.DIFFERS, Change.NOW_KNOWN, Change.NOT_ASKED_AGAIN]
        found = [line for line in self.lines if line.change in order]
        return tuple(sorted(found, key=lambda line: order.index(line.change)))

    @property
    def open_signs(self) -> tuple[Indicator, ...]:
        """The signs to which nobody has said yes or no in any talk."""
        return tuple(line.indicator for line in self.lines if line.standing is None)


def histories(kept: Sequence[Kept]) -> tuple[History, ...]:
    """Arrange screenings of one person by set. Those whose set is no longer here are left out."""
    by_set: dict[str, list[Kept]] = {}
    for one in kept:
        if one.interview is not None:
            by_set.setdefault(one.row.instrument, []).append(one)
    return tuple(_history(talks) for _name, talks in sorted(by_set.items()))


def _history(talks: Sequence[Kept]) -> History:
    newest = sorted(talks, key=_place, reverse=True)
    held = next(one.interview for one in newest if one.interview is not None)
    lines = tuple(_line(item, newest) for item in held.order)
    return History(held.instrument, tuple(newest), lines)


def _place(kept: Kept) -> tuple[date, object, str]:
    return kept.row.started_on, kept.row.kept_at, str(kept.row.id)


def _line(item: Indicator, talks: Sequence[Kept]) -> Line:
    told = tuple(
        Told(
            one.interview.choices[item.id],
            one.interview.day_of(item.id, one.row.started_on) or one.row.started_on,
            one.row.owner.shown_name,
            one.interview.words.get(item.id, ""),
        )
        for one in talks
        if one.interview is not None and item.id in one.interview.choices
    )
    now = talks[0].interview.choices.get(item.id) if talks[0].interview else None
    return Line(item, told, _change(now, told))


def _change(now: Choice | None, told: Sequence[Told]) -> Change:
    """Say what changed: the last talk's answer beside the newest known one before it."""
    before = told[1:] if now is not None else told
    known = next((one for one in before if one.known), None)
    if now is None or now.answer is Answer.UNKNOWN:
        return Change.STILL_OPEN if known is None else Change.NOT_ASKED_AGAIN
    if known is None:
        return Change.NOW_KNOWN
    return Change.SAME if known.choice.answer is now.answer else Change.DIFFERS
