"""From tables to leads, groups and a report: what `clew network` does, step by step."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from clew.engines.graphs import entities, reading, reranker, standing, statements, web
from clew.engines.graphs.alarms import Alarm, alarms
from clew.engines.graphs.explaining import Explained, explain
from clew.engines.graphs.groups import Member, members
from clew.engines.graphs.identity import read_possible
from clew.engines.graphs.reranker import Ranked, Reranker
from clew.engines.graphs.tables import Notes, read_ids
from clew.engines.graphs.web import Flags, Web

MOST_LEADS: Final = 1000
Told = Callable[[str], None]


@dataclass(slots=True)
class Findings:
    """All that was found, ready to be written."""

    net: Web
    ranked: Ranked
    leads: list[Explained]
    alarms: list[Alarm]
    members: list[Member]
    notes: Sequence[str]
    truth: Flags | None
    seconds: dict[str, float] = field(default_factory=dict)


def find(
    records: Path,
    mentions: Path,
    confirmed: Path,
    *,
    clusters: Path | None = None,
    truth: Path | None = None,
    model: Reranker | None = None,
    region: str = "GB",
    most: int = MOST_LEADS,
    told: Told = lambda _step: None,
) -> Findings:
    """Read the tables, spread suspicion from the confirmed people and put the leads into words.

    `clusters` is what `clew resolve` wrote, with the pairs that may be one person beside it;
    without it people are told apart by name and date.
    `truth` holds record ids of people known to be in the group, to see how far the scores hold.
    `told` hears what is being done. Raises `WrongInput`.
    """
    notes, model = Notes(), model or reranker.shipped()
    seconds: dict[str, float] = {}
    with _timed("reading", seconds, told):
        rows = reading.read_records(records, notes=notes)
        said_rows = reading.read_mentions(mentions, notes=notes)
        grouped: Mapping[str, str] | None = reading.read_clusters(clusters) if clusters else None
    with _timed("telling people apart", seconds, told):
        people = entities.people_in(rows, grouped, notes=notes)
        known = reading.read_confirmed(confirmed, people, notes=notes)
        start = np.unique([people.of_record[people.place[each]] for each in known])
    with _timed("building the graph", seconds, told):
        pairs = clusters.with_name("pairs.parquet") if clusters else None
        possible = read_possible(pairs, people, notes=notes) if pairs and pairs.is_file() else None
        said = statements.statements_in(people, rows, said_rows, notes=notes)
        net = web.build(people, said, region=region, notes=notes, possible=possible)
        stands = standing.standing_in(net)
        like = model.likeness(stands)
    with _timed("spreading suspicion", seconds, told):
        ranked = reranker.rank(net, stands, start.astype(np.int64), model)
    with _timed("putting leads into words", seconds, told):
        leads = explain(net, stands, ranked, model, most=most)
        warned = alarms(net, stands, like, model)
        grouped_members = members(net, ranked, warned)
    return Findings(
        net=net,
        ranked=ranked,
        leads=leads,
        alarms=warned,
        members=grouped_members,
        notes=tuple(notes.sentences),
        truth=_truth(truth, net),
        seconds=seconds,
    )


def _truth(path: Path | None, net: Web) -> Flags | None:
    if path is None:
        return None
    inside = np.zeros(net.persons, bool)
    people = net.people
    inside[[people.of_record[people.place[r]] for r in read_ids(path) if r in people.place]] = True
    return inside


@contextmanager
def _timed(step: str, seconds: dict[str, float], told: Told) -> Iterator[None]:
    told(step)
    began = time.perf_counter()
    yield
    seconds[step] = round(time.perf_counter() - began, 4)
