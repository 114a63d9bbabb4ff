"""What sources wrote, as columns of numbers; `cells` turns them into words at the end.

A record is a row. What it tells besides (a house in an account of exploitation, half a number
plate) are told things, one row each, held beside it.
"""

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from bench.worlds.second.arrays import Array

SOURCES: Final = (
    "bank", "tax office", "agency list", "employer roster", "surgery", "hospital", "police stop",
    "soup kitchen", "hostel register", "coach passengers", "landlord list", "job centre", "college",
    "asylum office", "helpline note", "disclosure",
)  # fmt: skip
SOURCE: Final = {name: number for number, name in enumerate(SOURCES)}

COLUMNS: Final[dict[str, tuple[type, int]]] = {
    "person": (np.int32, -1), "source": (np.int8, 0), "month": (np.int16, 0), "day": (np.int8, 0),
    "given": (np.int32, -1), "middle": (np.int32, -1), "family": (np.int32, -1),
    "given_form": (np.int8, 0), "family_form": (np.int8, 0), "layout": (np.int8, 0),
    "slip": (np.int8, 0), "alias": (np.int32, -1), "nick": (np.int8, -1),
    "year": (np.int16, 0), "month_born": (np.int8, 0), "day_born": (np.int8, 0),
    "birth_known": (np.int8, 0), "sex": (np.int8, 0), "culture": (np.int8, -1),
    "phone": (np.int64, -1), "phone_way": (np.int8, 0), "phone_slip": (np.int8, 0),
    "email": (np.int8, 0), "home": (np.int32, -1), "home_way": (np.int8, 0),
    "document": (np.int8, 0), "account": (np.int64, -1), "employer": (np.int32, -1),
    "agency": (np.int16, -1), "firm_way": (np.int8, 0), "vehicle": (np.int64, -1),
    "coach": (np.int64, -1), "friend": (np.int32, -1), "friend_form": (np.int8, 0),
    "recruited": (np.int8, -1), "place": (np.int8, -1),
}  # fmt: skip
"""Each column with its type and what stands where the source wrote nothing."""


@dataclass
class Told:
    """One thing a person told beside what the form asks."""

    record: int
    kind: str
    thing: int
    words: str
    when: str


@dataclass
class Ledger:
    """All records so far."""

    batches: list[dict[str, Array]] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    many: int = 0

    def add(self, many: int, **columns: Array | int) -> Array:
        """Append records; what is not named stays empty. Returns their numbers."""
        batch: dict[str, Array] = {}
        for name, value in columns.items():
            kind, _ = COLUMNS[name]
            batch[name] = np.broadcast_to(np.asarray(value).astype(kind), (many,))
        self.batches.append(batch)
        self.many += many
        return np.arange(self.many - many, self.many)

    def columns(self) -> dict[str, Array]:
        """Return all records as whole columns, and let go of the pieces."""
        sizes = [len(batch["person"]) for batch in self.batches]
        whole = {}
        for name, (kind, empty) in COLUMNS.items():
            column: Array = np.full(self.many, empty, kind)
            at = 0
            for size, batch in zip(sizes, self.batches, strict=True):
                if name in batch:
                    column[at : at + size] = batch.pop(name)
                at += size
            whole[name] = column
        self.batches = []
        return whole
