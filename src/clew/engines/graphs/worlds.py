"""Reading a made world: records and mentions with the truth beside them, to train and to measure.

A made world is a folder; `bench.worlds` makes them. Who has not told yet is not in the web: the
records in which victims tell are held back and revealed one by one, as in life.
"""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from clew.engines.graphs import entities, statements, web
from clew.engines.graphs.entities import People
from clew.engines.graphs.identity import read_possible
from clew.engines.graphs.reading import read_mentions, read_records
from clew.engines.graphs.tables import Notes, read_table
from clew.engines.graphs.web import Flags, Ints, Web

VICTIM: Final = "victim"
_LARGE: Final = 100
_PAIR: Final = ("record_id_l", "record_id_r", "probability")


@dataclass(frozen=True, slots=True)
class Ring:
    """One group of a made world, by entity: its members, those who command, and who can tell.

    `telling` are (record id, entity) of its disclosures in the order of the file; `visible` the
    victims who appear in a record that is no disclosure, the only ones anybody could find.
    """

    name: str
    victims: Flags
    controllers: Flags
    visible: Flags
    telling: tuple[tuple[str, int], ...]
    same_person: Mapping[int, Ints]

    @property
    def size(self) -> int:
        """How many of its victims anybody could find."""
        return int(self.visible.sum())

    @property
    def large(self) -> bool:
        """Whether it is a ring of hundreds, as against the small ones."""
        return self.size > _LARGE


@dataclass(frozen=True, slots=True)
class World:
    """A web with its disclosures asleep, and its rings, the largest first."""

    web: Web
    rings: tuple[Ring, ...]
    ceiling: Mapping[str, object]


def read_world(folder: Path, *, entities_by: str = "exact") -> World:
    """Read a world. `entities_by`: "exact", "truth", or the path of a clusters.parquet."""
    notes = Notes()
    records = read_records(folder / "records.parquet", notes=notes)
    mentions = read_mentions(folder / "mentions.parquet", notes=notes)
    truth = _pairs(folder / "truth.parquet", "record_id", "person_id")
    told = _rows(folder / "disclosures.parquet", ("ring_id", "person_id", "record_id"))
    clusters = _clusters(entities_by, truth)
    pairs = Path(entities_by).with_name("pairs.parquet")
    resolved = entities_by not in ("exact", "truth") and pairs.is_file()
    if clusters is not None and resolved:
        clusters = apart(clusters, _rows(pairs, _PAIR), {record for _, _, record in told})
    people = entities.people_in(records, clusters, notes=notes)
    said = statements.statements_in(people, records, mentions, notes=notes)
    sleeping = [record for _, _, record in told]
    possible = read_possible(pairs, people, notes=notes) if resolved else None
    net = web.build(people, said, region="GB", notes=notes, held_back=sleeping, possible=possible)
    rings = _rows(folder / "rings.parquet", ("person_id", "ring_id", "role"))
    ceiling = folder / "ceiling.json"
    return World(
        web=net,
        rings=_rings(people, truth, rings, told),
        ceiling=json.loads(ceiling.read_text()) if ceiling.is_file() else {},
    )


def _clusters(entities_by: str, truth: Mapping[str, str]) -> Mapping[str, str] | None:
    if entities_by == "exact":
        return None
    if entities_by == "truth":
        return truth
    return _pairs(Path(entities_by), "record_id", "entity_id")


def apart(
    clusters: Mapping[str, str], pairs: Sequence[tuple[str, ...]], told: Collection[str]
) -> dict[str, str]:
    """Take entities apart that only what somebody has not told yet holds together.

    Records were resolved all at once, accounts of those who will tell among them. Without these,
    some entities fall into pieces: each piece becomes one, an account goes with the record it is
    most like, and the rest may be one person as other pairs may.
    """
    touched = {clusters[record] for record in told if record in clusters}
    inside: dict[str, list[str]] = {}
    for record, entity in clusters.items():
        if entity in touched:
            inside.setdefault(entity, []).append(record)
    root: dict[str, str] = {record: record for found in inside.values() for record in found}

    def top(record: str) -> str:
        while root[record] != record:
            root[record] = record = root[root[record]]
        return record

    together = [
        (float(chance), one, two)
        for one, two, chance in pairs
        if one in root and two in root and clusters[one] == clusters[two]
    ]
    for _, one, two in together:
        if one not in told and two not in told:
            first, second = sorted((top(one), top(two)))
            root[second] = first
    placed: set[str] = set()
    for _, one, two in sorted(together, key=lambda each: (-each[0], each[1:])):
        for teller, other in ((one, two), (two, one)):
            if teller in told and other not in told and teller not in placed:
                placed.add(teller)
                root[teller] = top(other)
    return {
        record: f"{entity}/{top(record)}" if record in root else entity
        for record, entity in clusters.items()
    }


def _rings(
    people: People,
    truth: Mapping[str, str],
    rings: Sequence[tuple[str, ...]],
    told: Sequence[tuple[str, ...]],
) -> tuple[Ring, ...]:
    person_of = _person_of(people, truth)
    number = {person: at for at, person in enumerate(dict.fromkeys(person_of))}
    code = np.array([number[person] for person in person_of], np.int64)
    telling_records = {record for _, _, record in told}
    plain = np.zeros(len(people.ids), bool)
    for record, place in people.place.items():
        if record not in telling_records:
            plain[people.of_record[place]] = True
    members: dict[str, dict[str, set[int]]] = {}
    for person, ring, role in rings:
        if person in number:
            members.setdefault(ring, {}).setdefault(role, set()).add(number[person])
    found = []
    for ring, roles in members.items():
        victims = np.isin(code, list(roles.get(VICTIM, ())))
        heads = np.isin(code, [each for role in roles if role != VICTIM for each in roles[role]])
        telling = tuple(
            (record, int(people.of_record[people.place[record]]))
            for name, _, record in told
            if name == ring and record in people.place
        )
        same = {entity: np.flatnonzero(code == code[entity]) for _, entity in telling}
        found.append(Ring(ring, victims, heads & ~victims, victims & plain, telling, same))
    return tuple(sorted(found, key=lambda ring: (-ring.size, ring.name)))


def _person_of(people: People, truth: Mapping[str, str]) -> list[str]:
    """Return the true person of each entity: the one of most of its records."""
    votes: list[Counter[str]] = [Counter() for _ in people.ids]
    for record, place in people.place.items():
        votes[int(people.of_record[place])][truth.get(record, f"?{record}")] += 1
    return [min(vote, key=lambda person: (-vote[person], person)) for vote in votes]


def _pairs(path: Path, key: str, value: str) -> dict[str, str]:
    return {row[0]: row[1] for row in _rows(path, (key, value))}


def _rows(path: Path, names: Sequence[str]) -> list[tuple[str, ...]]:
    table = read_table(path, required=names, known=names, notes=Notes())
    return list(zip(*(table.column(name).to_pylist() for name in names), strict=True))
