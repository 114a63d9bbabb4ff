"""Which records are one person: from a resolved table, or else by an exact name and a full date.

The exact grouping joins little and hardly ever wrongly. `clew resolve` joins more; what it wrote
is read here as it stands.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from clew.engines.graphs.tables import Notes
from clew.rules.linkage.folding import fold

if TYPE_CHECKING:
    import pyarrow as pa

Ints = NDArray[np.int64]

_FULL_DATE: Final = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_FILLED_IN: Final = frozenset({"1900-01-01", "1970-01-01", "1999-09-09", "2000-01-01"})
_FEWEST_WORDS: Final = 2
_COMMON_NAME: Final = 0.01
_SHORTEST: Final = 2


@dataclass(frozen=True, slots=True)
class People:
    """The entities of a table of records.

    `of_record` gives the entity of each record by its place, -1 for a record left out; `place` the
    place of a record by its id; `names` what each record calls its person. `kin` is one number for
    all who bear an uncommon family name, and one of its own for everybody else.
    """

    ids: tuple[str, ...]
    of_record: Ints
    place: Mapping[str, int]
    record_ids: tuple[str, ...]
    names: tuple[str, ...]
    kin: Ints
    grouped_by: str

    def records_of(self, entities: Sequence[int]) -> dict[int, list[str]]:
        """Return the record ids of some entities, sorted."""
        wanted = np.zeros(len(self.ids), bool)
        wanted[list(entities)] = True
        inside = (self.of_record >= 0) & wanted[self.of_record]
        found: dict[int, list[str]] = {each: [] for each in entities}
        for at in np.flatnonzero(inside):
            found[int(self.of_record[at])].append(self.record_ids[at])
        return {entity: sorted(records) for entity, records in found.items()}


def people_in(records: "pa.Table", clusters: Mapping[str, str] | None, *, notes: Notes) -> People:
    """Group records into entities.

    `clusters` maps record ids to entity ids; a record not in it stands alone. An id that stands on
    two different rows belongs to nobody: both rows are left out with a note, because either would
    bring the other's links to the wrong person.
    """
    ids = records.column("record_id").to_pylist()
    usable = _usable(records, ids, notes)
    names = _names(records)
    if clusters is None:
        births = _column(records, "birth_date")
        keys = [
            _exact_key(name, birth) or f"\x00{record}" if ok else ""
            for record, name, birth, ok in zip(ids, names, births, usable, strict=True)
        ]
        grouped_by = "the same folded name and the same full date of birth"
    else:
        keys = [
            clusters.get(record, f"\x00{record}") if ok else ""
            for record, ok in zip(ids, usable, strict=True)
        ]
        grouped_by = "`clew resolve`"
    return _people(ids, keys, usable, names, records, grouped_by, named=clusters is not None)


def _people(
    ids: list[str],
    keys: list[str],
    usable: list[bool],
    names: list[str],
    records: "pa.Table",
    grouped_by: str,
    *,
    named: bool,
) -> People:
    first: dict[str, str] = {}
    for record, key, ok in zip(ids, keys, usable, strict=True):
        if ok and (key not in first or record < first[key]):
            first[key] = record
    # The smallest record id names the entity, so that the order of rows changes nothing.
    in_order = sorted(first, key=first.__getitem__)
    number = {key: at for at, key in enumerate(in_order)}
    entity_ids = [key if named and not key.startswith("\x00") else first[key] for key in in_order]
    of_record = np.fromiter(
        (number[key] if ok else -1 for key, ok in zip(keys, usable, strict=True)),
        np.int64,
        len(ids),
    )
    place = {record: at for at, (record, ok) in enumerate(zip(ids, usable, strict=True)) if ok}
    families = _families(records, names)
    return People(
        ids=tuple(entity_ids),
        of_record=of_record,
        place=place,
        record_ids=tuple(ids),
        names=tuple(names),
        kin=_kin(of_record, families, len(entity_ids)),
        grouped_by=grouped_by,
    )


def _usable(records: "pa.Table", ids: list[str], notes: Notes) -> list[bool]:
    twice = {record for record, count in Counter(ids).items() if count > 1 and record}
    seen: dict[str, tuple[str, ...]] = {}
    differing: set[str] = set()
    rows: dict[int, tuple[str, ...]] = {}
    if twice:
        columns = [records.column(name) for name in records.column_names]
        for at, record in enumerate(ids):
            if record in twice:
                rows[at] = tuple(column[at].as_py() for column in columns)
                if seen.setdefault(record, rows[at]) != rows[at]:
                    differing.add(record)
    usable = []
    met: set[str] = set()
    for record in ids:
        usable.append(bool(record) and record not in differing and record not in met)
        if record in twice:
            met.add(record)
    notes.tell(
        sum(not record for record in ids),
        "one record has no id and was left out",
        "{} records have no id and were left out",
    )
    notes.tell(
        len(differing),
        "one record id stands on rows that differ; all of them were left out",
        "{} record ids stand on rows that differ; all of these rows were left out",
    )
    notes.tell(
        len(twice) - len(differing),
        "one record stands in the table twice and was read once",
        "{} records stand in the table more than once and were read once",
    )
    return usable


def _column(records: "pa.Table", name: str) -> list[str]:
    if name in records.column_names:
        return list(records.column(name).to_pylist())
    return [""] * records.num_rows


def _names(records: "pa.Table") -> list[str]:
    whole = _column(records, "name")
    parts = zip(
        *(_column(records, name) for name in ("given_name", "middle_name", "family_name")),
        strict=True,
    )
    return [name or " ".join(part).strip() for name, part in zip(whole, parts, strict=True)]


def _exact_key(name: str, birth: str) -> str:
    """Return what two records of one person have alike, "" where too little is known."""
    if not _FULL_DATE.fullmatch(birth) or birth in _FILLED_IN:
        return ""
    try:
        date.fromisoformat(birth)
    except ValueError:
        return ""
    words = fold(name).split()
    return f"{' '.join(sorted(words))}|{birth}" if len(words) >= _FEWEST_WORDS else ""


def _families(records: "pa.Table", names: list[str]) -> list[str]:
    """Return a family name of each record; a name so common that strangers bear it is none."""
    given = _column(records, "family_name")
    folded: dict[str, str] = {}
    found = []
    for family, name in zip(given, names, strict=True):
        text = family or (name.split()[-1] if len(name.split()) >= _FEWEST_WORDS else "")
        word = folded.get(text)
        if word is None:
            word = folded[text] = fold(text).replace(" ", "")
        found.append(word)
    often = Counter(found)
    limit = max(_COMMON_NAME * len(found), 25)
    return [word if len(word) > _SHORTEST and often[word] <= limit else "" for word in found]


def _kin(of_record: Ints, families: list[str], entities: int) -> Ints:
    kin = np.arange(entities, dtype=np.int64)
    number: dict[str, int] = {}
    best: dict[int, str] = {}
    for entity, family in zip(of_record.tolist(), families, strict=True):
        if entity >= 0 and family and family < best.get(entity, "\uffff"):
            best[entity] = family
    for entity, family in best.items():
        kin[entity] = entities + number.setdefault(family, len(number))
    return kin
