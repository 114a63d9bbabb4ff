"""The typed graph of people and identifiers, as arrays. Built once, asked many times.

An edge says that a person is linked to an identifier, with the first and last day known. Edges that
come only from records held back (somebody who has not told yet) sleep until they are revealed;
what a query costs depends on what it reaches, not on the size of the web.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from clew.engines.graphs.entities import People
from clew.engines.graphs.identity import Joined, Possible, identifiers, nothing_possible
from clew.engines.graphs.priors import FAMILY_OF, GENERIC, innocents
from clew.engines.graphs.tables import Notes
from clew.engines.graphs.values import Meaning, Part, meanings
from clew.rules.network.kinds import entity_kinds, refused_kinds

if TYPE_CHECKING:
    from clew.engines.graphs.statements import Statements

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

NO_DAY: Final = -1_000_000
_OLDEST, _LATEST = 1900, 2100


@dataclass(frozen=True, slots=True)
class Web:
    """People, identifiers and edges.

    `person`, `thing`, `slot`, `first`, `last` describe the edges, sorted by slot and so by person.
    A slot is one value of one person: an address known as flat and as house is two edges in one
    slot, and counts once. `by_person` and `by_thing` point into the edges: those of person p are
    `by_person[p]:by_person[p + 1]`, those of thing t `order[by_thing[t]:by_thing[t + 1]]`.
    `generic` things carry only what was told, and none at all to more people than are `ordinary`.
    """

    people: People
    parts: tuple[Part, ...]
    samples: tuple[str, ...]
    person: Ints
    thing: Ints
    slot: Ints
    first: Ints
    last: Ints
    awake: Flags
    by_person: Ints
    by_thing: Ints
    order: Ints
    holders: Ints
    innocents: Floats
    family: Ints
    weak: Flags
    generic: Flags
    ordinary: Floats
    asleep_by_record: dict[int, Ints]

    @property
    def persons(self) -> int:
        """How many entities there are."""
        return len(self.people.ids)

    @property
    def things(self) -> int:
        """How many identifiers there are."""
        return len(self.parts)

    def reveal(self, records: Collection[str]) -> None:
        """Wake the edges of records that were held back. Waking twice changes nothing."""
        self._turn(records, on=True)

    def hide(self, records: Collection[str]) -> None:
        """Let the edges of records sleep again."""
        self._turn(records, on=False)

    def _turn(self, records: Collection[str], *, on: bool) -> None:
        for record in records:
            edges = self.asleep_by_record.get(self.people.place[record])
            if edges is None:
                continue
            turned = edges[self.awake[edges] != on]
            self.awake[turned] = on
            np.add.at(self.holders, self.thing[turned], 1 if on else -1)


def build(
    people: People,
    said: "Statements",
    *,
    region: str,
    notes: Notes,
    held_back: Collection[str] = (),
    possible: Possible | None = None,
) -> Web:
    """Build the web of all that was said. What names nothing is left out and counted in `notes`.

    `possible` are records that may be one person (see `identity`).
    """
    meant = _meanings(said, region=region, notes=notes)
    parts, at_parts, at_main, start, samples = _numbered(said.pairs, meant)
    first_day, last_day = _days(said.dates, notes)
    size = (start[1:] - start[:-1])[said.pair]
    at = np.repeat(np.arange(len(said.pair)), size)
    offset = np.arange(len(at)) - np.repeat(np.cumsum(size) - size, size)
    things = at_parts[start[said.pair[at]] + offset] if len(at) else at
    record = said.record[at]
    sleeping = np.zeros(len(people.record_ids), bool)
    sleeping[[people.place[each] for each in held_back if each in people.place]] = True
    rows = np.column_stack(
        [
            people.of_record[record],
            things,
            at_main[said.pair[at]],
            first_day[said.date[at]],
            last_day[said.date[at]],
            record,
        ]
    ).astype(np.int64)
    same = identifiers(people, possible or nothing_possible(), sleeping)
    return _web(people, parts, samples, rows, sleeping, same)


def _meanings(said: "Statements", *, region: str, notes: Notes) -> list[Meaning | None]:
    known, refused = entity_kinds(), refused_kinds()
    found = meanings(said.pairs, region=region)
    uses = np.bincount(said.pair, minlength=len(said.pairs))
    lost: dict[str, int] = {"refused": 0, "unknown": 0, "empty": 0}
    for at, (kind, _value) in enumerate(said.pairs):
        if kind in refused or kind not in known:
            lost["refused" if kind in refused else "unknown"] += int(uses[at])
            found[at] = None
        elif found[at] is None:
            lost["empty"] += int(uses[at])
    notes.tell(
        lost["refused"],
        "one mention is of a kind that is never a link to a person and was left out",
        "{} mentions are of kinds that are never a link to a person and were left out",
    )
    notes.tell(
        lost["unknown"],
        "one mention is of a kind that nobody described and was left out",
        "{} mentions are of kinds that nobody described and were left out",
    )
    notes.tell(
        lost["empty"],
        "one value names nothing that can be told from others and was left out",
        "{} values name nothing that can be told from others and were left out",
    )
    return found


def _numbered(
    pairs: Sequence[tuple[str, str]], meant: list[Meaning | None]
) -> tuple[list[Part], Ints, Ints, Ints, list[str]]:
    """Number the parts; return them, the parts of each pair, its main part, and samples."""
    number: dict[Part, int] = {}
    samples: list[str] = []
    flat: list[int] = []
    main = np.zeros(len(pairs), np.int64)
    start = np.zeros(len(pairs) + 1, np.int64)
    for at, meaning in enumerate(meant):
        if meaning is not None:
            for part in meaning.parts:
                place = number.setdefault(part, len(number))
                if place == len(samples):
                    samples.append(pairs[at][1])
                samples[place] = min(samples[place], pairs[at][1])
                flat.append(place)
            main[at] = number[meaning.main]
        start[at + 1] = len(flat)
    return list(number), np.array(flat, np.int64), main, start, samples


def _days(dates: Sequence[str], notes: Notes) -> tuple[Ints, Ints]:
    """Return the first and last day that each text stands for, as day numbers."""
    first = np.full(len(dates), NO_DAY, np.int64)
    last = np.full(len(dates), NO_DAY, np.int64)
    wrong = 0
    for at, text in enumerate(dates):
        if not text:
            continue
        span = _span(text)
        if span is None:
            wrong += 1
            continue
        first[at], last[at] = span
    notes.tell(
        wrong,
        "one way of writing a date names no day between 1900 and 2100; read as not known",
        "{} ways of writing a date name no day between 1900 and 2100; read as not known",
    )
    return first, last


def _span(text: str) -> tuple[int, int] | None:
    pieces = text[:10].split("-")
    try:
        numbers = [int(piece) for piece in pieces]
        year = numbers[0]
        if not _OLDEST <= year <= _LATEST:
            return None
        match numbers:
            case [_]:
                return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
            case [_, month]:
                following = date(year + month // 12, month % 12 + 1, 1)
                return date(year, month, 1).toordinal(), following.toordinal() - 1
            case [_, month, day]:
                exact = date(year, month, day).toordinal()
                return exact, exact
    except ValueError:
        return None
    return None


def _web(
    people: People,
    parts: list[Part],
    samples: list[str],
    rows: Ints,
    sleeping: Flags,
    same: Joined,
) -> Web:
    """Join the rows of one person and one thing, those of sleeping records apart."""
    hidden = np.array([innocents(part.kind, part.form) for part in parts], np.float64)
    rows = np.concatenate([rows, _rows_of(same, len(parts))])
    parts, samples = [*parts, *same.parts], [*samples, *[""] * len(same.parts)]
    things = max(len(parts), 1)
    rows = rows[rows[:, 0] >= 0]
    asleep = sleeping[rows[:, 5]]
    key = rows[:, 0] * things + rows[:, 1]
    # A link that other records tell of as well does not sleep.
    asleep &= ~np.isin(key, key[~asleep])
    order = np.lexsort((rows[:, 2], key))
    rows, key, asleep = rows[order], key[order], asleep[order]
    fresh = np.ones(len(key), bool)
    fresh[1:] = key[1:] != key[:-1]
    starts = np.flatnonzero(fresh)
    known = rows[:, 3] != NO_DAY
    early = np.where(known, rows[:, 3], np.iinfo(np.int64).max)
    first = np.minimum.reduceat(early, starts) if len(starts) else early
    last = np.maximum.reduceat(rows[:, 4], starts) if len(starts) else early
    first = np.where(last == NO_DAY, NO_DAY, first)
    person, thing = rows[starts, 0], rows[starts, 1]
    slot = _slots(person, thing, rows[starts, 2], len(people.ids), things)
    # In the order of slots, so that edges in order are sorted by person and by slot at once.
    by_slot = np.argsort(slot, kind="stable")
    person, thing, slot, starts = person[by_slot], thing[by_slot], slot[by_slot], starts[by_slot]
    first, last = first[by_slot], last[by_slot]
    awake = ~asleep[starts]
    edge = np.empty(len(by_slot), np.int64)
    edge[by_slot] = np.arange(len(by_slot))
    edge = edge[np.cumsum(fresh) - 1]
    by_thing_order = np.argsort(thing, kind="stable").astype(np.int64)
    return Web(
        people=people,
        parts=tuple(parts),
        samples=tuple(samples),
        person=person,
        thing=thing,
        slot=slot,
        first=first,
        last=last,
        awake=awake,
        by_person=np.searchsorted(person, np.arange(len(people.ids) + 1)).astype(np.int64),
        by_thing=np.searchsorted(thing[by_thing_order], np.arange(len(parts) + 1)).astype(np.int64),
        order=by_thing_order,
        holders=np.bincount(thing[awake], minlength=len(parts)).astype(np.int64),
        innocents=np.concatenate([hidden, same.innocents]),
        family=np.array([FAMILY_OF.get(part.kind, -1) for part in parts], np.int64),
        weak=np.array([part.weak for part in parts], bool),
        generic=np.array([part.weak or part.kind in GENERIC for part in parts], bool),
        ordinary=np.array([_ordinary(part.kind) for part in parts], np.float64),
        asleep_by_record=_by_record(rows[:, 5], edge, asleep),
    )


def _slots(person: Ints, thing: Ints, main: Ints, persons: int, things: int) -> Ints:
    """Return the slot of each edge, in the order of people: a value, or one other person.

    What somebody shares with one other person and nobody else counts once, however many things:
    two records of one person share their account, their number and their door.
    """
    wide = things + persons
    value = np.unique(person * wide + main, return_inverse=True)[1]
    two = np.bincount(thing, minlength=things)[thing] == 2  # noqa: PLR2004 -- themselves, another
    both = np.bincount(thing, person, things)[thing].astype(np.int64)
    other = np.where(two, things + both - person, wide)
    key = np.full(int(value.max(initial=-1)) + 1, wide)
    np.minimum.at(key, value, other)
    key = np.where(key[value] < wide, key[value], main)
    slots: Ints = np.unique(person * wide + key, return_inverse=True)[1].astype(np.int64)
    return slots


def _rows_of(same: Joined, before: int) -> Ints:
    """Return the edges of pairs as rows like the others; `before` identifiers come first."""
    entity, thing, main, record = same.rows.T
    never = np.full(len(entity), NO_DAY, np.int64)
    return np.column_stack([entity, thing + before, main + before, never, never, record])


def _ordinary(kind: str) -> float:
    """Return up to how many people an identifier of a generic kind may speak at all."""
    return float(entity_kinds()[kind].ordinary_up_to) if kind in GENERIC else np.inf


def _by_record(record: Ints, edge: Ints, asleep: Flags) -> dict[int, Ints]:
    found: dict[int, list[int]] = {}
    for at in np.flatnonzero(asleep):
        found.setdefault(int(record[at]), []).append(int(edge[at]))
    return {place: np.unique(np.array(edges, np.int64)) for place, edges in found.items()}
