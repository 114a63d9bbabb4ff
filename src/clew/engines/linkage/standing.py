"""An index that stands: one new record is answered, or brought in, in milliseconds.

Opening reads hardly anything: what is asked for is read where it lies.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from clew.engines.linkage import index
from clew.engines.linkage.arriving import arrive, met
from clew.engines.linkage.comparing import Compared
from clew.engines.linkage.holding import NOTHING, Held
from clew.engines.linkage.index import Model
from clew.engines.linkage.kept import Kept
from clew.engines.linkage.laying import FILE
from clew.engines.linkage.matching import MOST_CANDIDATES, Match, matches_in
from clew.engines.linkage.model import log_odds
from clew.engines.linkage.shelf import NotAShelf
from clew.engines.linkage.stores import Store
from clew.engines.linkage.wording import because
from clew.rules.sources.faults import Fault, WrongInput


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a record did that came in: its entity, and all entities that are other than before.

    An entity that is no more has no records.
    """

    entity_id: str
    changed: Mapping[str, tuple[str, ...]]


class Standing:
    """Asks and adds, wherever the records are kept."""

    def __init__(self, store: Store, model: Model, held: Held = NOTHING) -> None:
        """Take what keeps the records, the frozen model, and what people decided about them."""
        self._store, self._model, self._held = store, model, held

    def ask(self, row: Mapping[str, str], *, least: float | None = None) -> list[Match]:
        """Return the entities that a record may be, the most probable first.

        `least` are the odds in bits from which one is shown, otherwise those of the model.
        """
        least = self._model.possible_at if least is None else least
        store = self._store
        new = store.read(row)
        rows = met(store, new, most=MOST_CANDIDATES).rows
        found: list[Match] = []
        if len(rows):
            mine = np.full(len(rows), store.free, np.int64)
            compared = store.compare(np.stack((mine, rows), axis=1))
            odds = log_odds(compared, self._model.weights)
            shown = odds >= least
            told = Compared(compared.levels[shown], compared.bits[shown])
            ids = store.ids(rows[shown].tolist())
            entities = store.ids(store.groups.entities(rows[shown].tolist()))
            why = because(told, self._model.weights)
            found = matches_in(ids, entities, odds[shown], why, self._members)
        store.forget()
        return found

    def add(self, record_id: str, row: Mapping[str, str]) -> Arrival:
        """Bring a record in: link it, and group anew what it touches.

        Raises `ValueError` where the id is there already.
        """
        store = self._store
        groups = arrive(store, self._model, record_id, row, self._held)
        at = store.place_of(record_id)
        assert at is not None  # noqa: S101 -- it has just come in
        return Arrival(store.ids(store.groups.entities([at]))[0], named_by_ids(store, groups))

    def _members(self, entity_id: str) -> tuple[str, ...]:
        at = self._store.place_of(entity_id)
        assert at is not None  # noqa: S101 -- an entity is named by one of its records
        return tuple(self._store.ids(self._store.groups.members(at)))


class StandingIndex(Standing):
    """What `resolve` wrote. Asking changes nothing in it; what is added is held in memory."""

    def __init__(self, out: Path) -> None:
        """Open an answer.

        Raises `WrongInput` where another version wrote it, or it was not written to its end.
        """
        folder = out / "index"
        model = index.read_weights(folder)
        try:
            self._kept = Kept(folder, model.records)
        except (OSError, NotAShelf):
            wanted = "a folder that resolve wrote to its end; resolve anew"
            raise WrongInput([Fault(FILE, "", "an index that cannot be read", wanted)]) from None
        super().__init__(self._kept, model, self._kept.held)

    def entities(self) -> dict[str, str]:
        """Return the entity of every record."""
        ids = self._kept.record_ids
        of = self._kept.groups.entities(range(len(ids)))
        return {record_id: ids[entity] for record_id, entity in zip(ids, of, strict=True)}


def named_by_ids(store: Store, groups: Mapping[int, list[int]]) -> dict[str, tuple[str, ...]]:
    """Return entities by their ids, with the ids of their records."""
    names = store.ids(list(groups))
    return {name: tuple(store.ids(rows)) for name, rows in zip(names, groups.values(), strict=True)}
