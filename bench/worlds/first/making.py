"""Makes a world: rings first, then blocks of ordinary people, then the ceiling."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.worlds.first import assumptions as given
from bench.worlds.first import hubs, lives, rings, tables, writing
from bench.worlds.first import records as recording
from bench.worlds.first.around import ANY, Beside, innocents
from bench.worlds.first.cast import cultures_of
from bench.worlds.first.ceiling import Ceiling
from bench.worlds.first.facts import Columns, Facts
from bench.worlds.first.holdings import Numbers
from bench.worlds.first.people import People, drawn, drawn_cultures
from bench.worlds.first.pools import number_of
from bench.worlds.first.records import Records
from bench.worlds.first.rings import Ring
from bench.worlds.first.shuffling import Shuffle
from bench.worlds.first.things import Kind

BLOCK: Final = 50_000


@dataclass(slots=True)
class World:
    """What all blocks of one world have in common."""

    people: int
    seed: int
    folder: Path
    hubs: hubs.Sizes
    rings: list[Ring]
    beside: list[Beside]
    culture_of: dict[int, int]
    ceiling: Ceiling
    files: dict[str, Shuffle]
    records: int = 0
    mentions: int = 0
    disclosures: list[tuple[str, str, str]] = field(default_factory=list)


def make(*, people: int, seed: int, folder: Path, large: int, small: int) -> dict[str, object]:
    """Make a world of so many people, besides those of its rings, and write it to a folder.

    Args:
        people: how many ordinary people.
        seed: the same seed makes the same files.
        folder: where they go; made when it is not there.
        large: victims of the large ring, 0 for none.
        small: how many rings of 5 to 40.

    Returns:
        What stands in `ceiling.json`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    seeds = np.random.SeedSequence(seed).spawn(3 + -(-people // BLOCK))
    dice = [np.random.default_rng(one) for one in seeds]
    formed = _rings(dice[0], large, small)
    buckets = max(1, -(-people // BLOCK))
    world = World(
        people=people,
        seed=seed,
        folder=folder,
        hubs=hubs.sizes(people),
        rings=formed,
        beside=[one for ring in formed for one in innocents(dice[0], ring, people)],
        culture_of=cultures_of(formed),
        ceiling=Ceiling(people),
        files={name: Shuffle(folder, name, buckets) for name in ("records", "truth", "mentions")},
    )
    for block, first in enumerate(range(0, people, BLOCK)):
        _ordinary(world, dice[3 + block], block, first, min(BLOCK, people - first))
    _of_rings(world, dice[1], block=buckets)
    for shuffle in world.files.values():
        shuffle.finish(dice[2])
    _write_rings(world)
    found = world.ceiling.compute(np.random.default_rng(seeds[2]), formed, people)
    (folder / "ceiling.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    _write_about(world, large, small)
    return found


def _rings(rng: np.random.Generator, large: int, small: int) -> list[Ring]:
    numbers, formed, first = Numbers(), [], 0
    for place, (way, victims) in enumerate(rings.planned(rng, large, small)):
        culture = number_of(way.cultures[int(rng.integers(0, len(way.cultures)))])
        name = f"ring-{place:02d}"
        ring = rings.formed(rng, name, way, culture, first, victims, numbers)
        formed.append(ring)
        first += ring.people
    return formed


def _ordinary(world: World, rng: np.random.Generator, block: int, first: int, count: int) -> None:
    here = [one for one in world.beside if first <= one.person < first + count]
    cultures = drawn_cultures(rng, count)
    for one in here:
        if one.culture != ANY:
            cultures[one.person - first] = one.culture
    people = drawn(rng, first, cultures)
    facts = lives.live(rng, people, block)
    hubs.join(rng, people, facts, world.hubs, world.people)
    strangers = np.array([one.person - first for one in here if one.stranger], np.int64)
    known = facts.together()
    kept = ~np.isin(known["person"], strangers)
    known = {name: column[kept] for name, column in known.items()}
    with_rings = Facts([known])
    for one in here:
        used = one.used
        own = used.kind is not Kind.TRAVEL
        with_rings.add(one.person - first, used.kind, used.number, used.since, used.until, own=own)
    records = recording.ordinary(rng, count, strangers)
    _within(rng, records, here, first)
    _render(world, rng, people, with_rings.together(), records)


def _within(rng: np.random.Generator, records: Records, here: list[Beside], first: int) -> None:
    """Date one record of each innocent to the days when they shared a thing with a ring."""
    places = np.searchsorted(records.person, [one.person - first for one in here])
    for place, one in zip(places, here, strict=True):
        records.on[place] = rng.integers(one.used.since, one.used.until)


def _of_rings(world: World, rng: np.random.Generator, block: int) -> None:
    if not world.rings:
        return
    culture = np.concatenate([np.full(ring.people, ring.culture) for ring in world.rings])
    women = np.concatenate([np.full(ring.people, ring.way.women) for ring in world.rings])
    people = drawn(rng, world.people, culture, women=women)
    ages = np.clip(
        rng.normal(given.AGE_MEAN, given.AGE_SD, len(people)), given.AGE_MIN, given.AGE_MAX
    )
    people.birth[:] = given.PERIOD[0] + 900 - (ages * 365.25).astype(np.int64)
    facts = lives.live(rng, people, block)
    for ring in world.rings:
        rings.put_in(rng, ring, facts)
    known = facts.together()
    rings.own_lives_end(world.rings, known)
    _render(world, rng, people, known, recording.of_rings(rng, world.rings))


def _render(
    world: World, rng: np.random.Generator, people: People, facts: Columns, records: Records
) -> None:
    said = recording.said(rng, records, facts, len(people))
    names = writing.identities(rng, people, records)
    block = tables.rendered(
        rng, people, records, facts, said, names, world.records, world.culture_of
    )
    ids = block.records["record_id"]
    persons = [tables.identifier(people.first + row, "p") for row in records.person.tolist()]
    world.files["records"].add(rng, block.records)
    world.files["truth"].add(rng, pa.table({"record_id": ids, "person_id": pa.array(persons)}))
    world.files["mentions"].add(rng, block.mentions)
    world.ceiling.add(people, records, names, facts, said, block.state, world.records)
    for place in np.flatnonzero(records.ring >= 0):
        ring = world.rings[int(records.ring[place])].name
        world.disclosures.append((ring, persons[int(place)], ids[int(place)].as_py()))
    world.records += len(records)
    world.mentions += len(said.record)


def _write_rings(world: World) -> None:
    rows = []
    for ring in world.rings:
        roles = [(held.row, "victim") for held in ring.victims]
        for row, role in roles + [(row, "controller") for row in ring.controllers]:
            rows.append((tables.identifier(world.people + row, "p"), ring.name, role))
    _write(world.folder / "rings.parquet", ("person_id", "ring_id", "role"), sorted(rows))
    rows = sorted(world.disclosures)
    _write(world.folder / "disclosures.parquet", ("ring_id", "person_id", "record_id"), rows)


def _write(path: Path, names: tuple[str, ...], rows: list[tuple[str, str, str]]) -> None:
    columns = {
        name: pa.array([row[i] for row in rows], pa.string()) for i, name in enumerate(names)
    }
    pq.write_table(pa.table(columns), str(path))


def _write_about(world: World, large: int, small: int) -> None:
    about = {
        "generator": "first",
        "people": world.people,
        "seed": world.seed,
        "ring": large,
        "small": small,
        "records": world.records,
        "mentions": world.mentions,
        "rings": [
            {
                "ring_id": ring.name,
                "way": ring.way.name,
                "victims": len(ring.victims),
                "controllers": len(ring.controllers),
            }
            for ring in world.rings
        ],
    }
    (world.folder / "world.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
