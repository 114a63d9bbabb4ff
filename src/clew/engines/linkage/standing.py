"""An index that stands: one new record is answered, or brought in, in milliseconds.

Opening reads hardly anything: what is asked for is read where it lies.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from clew.engines.linkage import index
from clew.engines.linkage.arriving import arrive, met
from clew.engines.linkage.comparing import Compared, compare
from clew.engines.linkage.kept import Kept
from clew.engines.linkage.laying import FILE
from clew.engines.linkage.matching import MOST_CANDIDATES, Match, matches_in
from clew.engines.linkage.model import log_odds
from clew.engines.linkage.shelf import NotAShelf
from clew.engines.linkage.wording import because
from clew.rules.sources.faults import Fault, WrongInput


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a record did that came in: its entity, and all entities that are other than before.

    An entity that is no more has no records.
    """

    entity_id: str
    changed: Mapping[str, tuple[str, ...]]


class StandingIndex:
    """What `resolve` wrote. Asking changes nothing in it; what is added is held in memory."""

    def __init__(self, out: Path) -> None:
        """Open an answer.

        Raises `WrongInput` where another version wrote it, or it was not written to its end.
        """
        folder = out / "index"
        self._model = index.read_weights(folder)
        try:
            self._kept = Kept(folder, self._model.records)
        except (OSError, NotAShelf):
            wanted = "a folder that resolve wrote to its end; resolve anew"
            raise WrongInput([Fault(FILE, "", "an index that cannot be read", wanted)]) from None

    def ask(self, row: Mapping[str, str], *, least: float | None = None) -> list[Match]:
        """Return the entities that a record may be, the most probable first.

        `least` are the odds in bits from which one is shown, otherwise those of the model.
        """
        least = self._model.possible_at if least is None else least
        kept = self._kept
        before = kept.marked()
        new = kept.read(row)
        rows = met(kept, new, most=MOST_CANDIDATES).rows
        found: list[Match] = []
        if len(rows):
            mine = np.full(len(rows), len(kept.record_ids), np.int64)
            compared = compare(kept.features, np.stack((mine, rows), axis=1), kept.rarity)
            odds = log_odds(compared, self._model.weights)
            shown = odds >= least
            told = Compared(compared.levels[shown], compared.bits[shown])
            ids = [kept.record_ids[at] for at in rows[shown].tolist()]
            entities = [kept.record_ids[kept.groups.entity(at)] for at in rows[shown].tolist()]
            why = because(told, self._model.weights)
            found = matches_in(ids, entities, odds[shown], why, self._members)
        kept.forget(before)
        return found

    def add(self, record_id: str, row: Mapping[str, str]) -> Arrival:
        """Bring a record in: link it, and group anew what it touches.

        Raises `ValueError` where the id is there already.
        """
        kept = self._kept
        groups = arrive(kept, self._model, record_id, row)
        at = kept.place_of(record_id)
        assert at is not None  # noqa: S101 -- it has just come in
        changed = {
            kept.record_ids[entity]: tuple(kept.record_ids[one] for one in rows)
            for entity, rows in groups.items()
        }
        return Arrival(kept.record_ids[kept.groups.entity(at)], changed)

    def entities(self) -> dict[str, str]:
        """Return the entity of every record."""
        kept = self._kept
        return {
            record_id: kept.record_ids[kept.groups.entity(at)]
            for at, record_id in enumerate(kept.record_ids)
        }

    def _members(self, entity_id: str) -> tuple[str, ...]:
        at = self._kept.place_of(entity_id)
        assert at is not None  # noqa: S101 -- an entity is named by one of its records
        return tuple(self._kept.record_ids[row] for row in self._kept.groups.members(at))
