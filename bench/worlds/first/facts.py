"""What is true of people: who held which phone, home, account and work, from when until when."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from bench.worlds.first.assumptions import FIRST_DAY, LAST_DAY
from bench.worlds.first.pools import Ints
from bench.worlds.first.things import Kind

COLUMNS = ("person", "kind", "thing", "since", "until", "own")
Columns = dict[str, Ints]


@dataclass(slots=True)
class Facts:
    """Facts of one block of people, gathered column by column; `person` is a row of the block."""

    parts: list[Columns] = field(default_factory=list)

    def add(
        self,
        person: npt.ArrayLike,
        kind: Kind,
        thing: npt.ArrayLike,
        since: npt.ArrayLike = FIRST_DAY,
        until: npt.ArrayLike = LAST_DAY,
        *,
        own: bool = True,
    ) -> None:
        """Add a fact for each person; `own` things stand in the person's own fields of a record."""
        rows = np.atleast_1d(np.asarray(person, np.int64))
        values = (rows, kind, thing, since, until, own)
        self.parts.append(
            {
                name: np.broadcast_to(np.asarray(value, np.int64), rows.shape)
                for name, value in zip(COLUMNS, values, strict=True)
            }
        )

    def together(self) -> Columns:
        """Return all facts, ordered by person."""
        joined = {name: np.concatenate([part[name] for part in self.parts]) for name in COLUMNS}
        order = np.argsort(joined["person"], kind="stable")
        return {name: column[order] for name, column in joined.items()}
