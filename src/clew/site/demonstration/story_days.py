"""The days of the story, all counted from today, so that the demonstration is always alive.

The group works for 64 months and is recognised after 32 of them (fort.md's arithmetic, kept); what
came after the arrests is drawn together so that the last trial ended two weeks ago.
"""

from dataclasses import dataclass
from datetime import date, timedelta

_SATURDAY = 5
_MONTHS = 12
_LAST_SAFE_DAY = 28


def months_before(day: date, months: int) -> date:
    """Return the same day `months` earlier (later where negative), never past the 28th."""
    count = day.year * _MONTHS + day.month - 1 - months
    return date(count // _MONTHS, count % _MONTHS + 1, min(day.day, _LAST_SAFE_DAY))


def in_days(today: date, days: int) -> date:
    """Return the day `days` from today."""
    return today + timedelta(days=days)


def working_day(today: date, days: int) -> date:
    """Return the day `days` from today, moved off a weekend: late stays late, due stays due."""
    day = in_days(today, days)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=-1 if days < 0 else 1)
    return day


@dataclass(frozen=True, slots=True)
class StoryDays:
    """The fixed points of the story."""

    today: date
    group_from: date
    first_session: date
    first_recognised: date
    second_session: date
    investigation: date
    arrests: date
    charge: date
    verdicts: tuple[date, date, date]
    third_session: date
    sentence: date


def story_days(today: date) -> StoryDays:
    """Return the fixed points as seen from `today`."""
    first = months_before(today, 60)
    return StoryDays(
        today=today,
        group_from=months_before(today, 92).replace(day=1),
        first_session=working_day(first, -11),
        first_recognised=first,
        second_session=working_day(months_before(today, 41), 0),
        investigation=working_day(months_before(today, 57), 0),
        arrests=months_before(today, 28).replace(day=1),
        charge=working_day(months_before(today, 27), 0),
        verdicts=(
            working_day(months_before(today, 10), 0),
            working_day(months_before(today, 5), 0),
            working_day(today, -16),
        ),
        third_session=working_day(months_before(today, 3), 0),
        sentence=working_day(today, 12),
    )
