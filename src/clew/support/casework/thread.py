"""The order of things along the thread: what is ahead on top, then today, then back in time.

A stretch without an entry is told as a silence, in days: it may mean quiet, or that nobody asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Final

SILENCE_DAYS: Final = 28  # shorter stretches are ordinary


class Place(StrEnum):
    """Where an entry lies, as the thread draws it."""

    AHEAD = "ahead"
    NOW = "now"
    DONE = "done"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on the thread. `kind` is a code, `link` an address of this site."""

    on: date
    kind: str
    title: str = field(repr=False)
    detail: str = field(default="", repr=False)
    by: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry where it lies, or a silence of so many days without one."""

    place: Place
    entry: Entry | None = None
    days: int = 0


def along_the_thread(
    entries: Iterable[Entry], *, on: date, silence_days: int = SILENCE_DAYS
) -> list[Placed]:
    """Order entries latest first, and say where nothing was written for long.

    Args:
        entries: in any order; those of one day keep theirs.
        on: the day it is.
        silence_days: how many whole days without an entry make a silence.
    """
    rows = sorted(entries, key=lambda entry: entry.on, reverse=True)
    placed = [Placed(_place(entry.on, on), entry) for entry in rows if entry.on >= on]
    past = [entry for entry in rows if entry.on < on]
    if past:
        placed += _silence(on, past[0].on, silence_days)
    for later, earlier in pairwise(past):
        placed += [Placed(Place.DONE, later), *_silence(later.on, earlier.on, silence_days)]
    if past:
        placed.append(Placed(Place.DONE, past[-1]))
    return placed


def days_between(later: date, earlier: date) -> int:
    """Return how many whole days lie between two days, without both."""
    return max((later - earlier).days - 1, 0)


def _place(day: date, on: date) -> Place:
    return Place.NOW if day == on else Place.AHEAD


def _silence(later: date, earlier: date, silence_days: int) -> list[Placed]:
    days = days_between(later, earlier)
    return [Placed(Place.GAP, days=days)] if days >= silence_days else []
