"""When a concept is asked for again: the free spaced repetition scheduler, one card a concept.

A right answer moves the next day further away, a wrong one brings it near (py-fsrs, without random
shifts: the same answers give the same days). Only what the scheduler needs is kept.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from fsrs import Scheduler

_MOST_DAYS: Final = 180
_LATELY: Final = 0.9  # the chance of remembering at which it is asked for again


def next_card(card: Mapping[str, Any] | None, *, right: bool, on: date) -> dict[str, Any]:
    """Return a concept's card after an answer on a day; `card` is None before the first."""
    from fsrs import Card, Rating  # noqa: PLC0415 -- only where something was answered

    at = _noon(on)
    held = Card.from_dict(dict(card)) if card else Card(card_id=1, due=at)  # type: ignore[arg-type]
    reviewed, _ = _scheduler().review_card(
        held, Rating.Good if right else Rating.Again, review_datetime=at
    )
    return dict(reviewed.to_dict())


def due_on(card: Mapping[str, Any]) -> date:
    """Return the day on which a concept comes back: the day after its answer at the soonest."""
    return datetime.fromisoformat(card["due"]).date()


@cache
def _scheduler() -> "Scheduler":
    from fsrs import Scheduler  # noqa: PLC0415 -- only where something was answered

    return Scheduler(
        desired_retention=_LATELY,
        # Days, not minutes: nobody is asked twice in one sitting.
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=_MOST_DAYS,
        enable_fuzzing=False,
    )


def _noon(on: date) -> datetime:
    return datetime.combine(on, time(12), UTC)
