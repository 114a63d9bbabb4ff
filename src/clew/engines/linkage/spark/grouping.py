"""Weighs and joins whole components, some on each worker: no group hangs on another's.

Which records are linked, and where a large component is cut, is told here, from the links that are
shown anyway; what is heavy is weighing all pairs within, also those that nobody blocked.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from clew.engines.linkage.blocking import Pairs
from clew.engines.linkage.clusters import LINKED_FROM, Component, joined_in, parted, pieces
from clew.engines.linkage.comparing import compare
from clew.engines.linkage.pooling import Evidence, evidence
from clew.engines.linkage.spark.batches import ROW, features_in
from clew.engines.linkage.spark.frames import Frame, Handed, OnTables, Session
from clew.engines.linkage.spark.weighing import Taught
from clew.engines.linkage.weighing import Odds

_AT_ONCE: Final = 20_000  # pairs within components, on one worker
_GROUPED: Final = "row long, lowest long"
_MEMBERS: Final = pa.schema([("piece", pa.int32()), ("component", pa.int64()), (ROW, pa.int64())])
_LINKS: Final = pa.schema(
    [
        *(("piece", pa.int32()), ("component", pa.int64())),
        *(("odds", pa.float64()), ("left", pa.int64()), ("right", pa.int64())),
    ]
)


def grouped(
    running: Session,
    records: Frame,
    links: tuple[Pairs, Odds],
    count: int,
    taught: Handed[Taught],
    *,
    sure_from: float,
    work: Path,
) -> npt.NDArray[np.int64]:
    """Return for each record the lowest number of its group. `links` are those that are shown."""
    pairs, odds = links
    linked = odds >= LINKED_FROM
    groups, several = parted(count, pairs[linked], odds[linked], sure_from=sure_from)
    if not several:
        return groups
    members, within = work / "members.parquet", work / "links.parquet"
    _put(several, members, within)
    whole = running.read.parquet(str(members)).join(records, ROW).groupBy("piece")
    beside = running.read.parquet(str(within)).groupBy("piece")
    told = whole.cogroup(beside).applyInArrow(joining(taught, sure_from), _GROUPED)
    found = told.toArrow()
    groups[found[ROW].to_numpy()] = found["lowest"].to_numpy()
    return groups


def joining(taught: Handed[Taught], sure_from: float) -> OnTables:
    """Return what joins the records of whole components, given them and their links."""

    def join(members: pa.Table, links: pa.Table) -> pa.Table:
        # In the order of their numbers: the left of a pair is the lower one here as everywhere.
        members = members.sort_by(ROW).combine_chunks()
        rows = members[ROW].to_numpy()
        held = {name: members[name].combine_chunks() for name in members.column_names}
        features = features_in(held, len(rows))
        rarity = taught.value.rarity(features)

        def weigh(pairs: Pairs) -> Evidence:
            places = np.searchsorted(rows, pairs)
            return evidence(compare(features, places, rarity), taught.value.weights)

        found, lowest = [], []
        for part in joined_in(_components(members, links), weigh, sure_from):
            found += part
            lowest += [min(part)] * len(part)
        return pa.table({ROW: pa.array(found, pa.int64()), "lowest": pa.array(lowest, pa.int64())})

    return join


def _put(several: list[Component], members: Path, within: Path) -> None:
    """Write the records of each component and its links, piece by piece."""
    at = 0
    with pq.ParquetWriter(members, _MEMBERS) as rows, pq.ParquetWriter(within, _LINKS) as links:
        for piece, some in enumerate(pieces(several, _AT_ONCE)):
            numbered = list(enumerate(some, start=at))
            at += len(some)
            held = [(piece, one, row) for one, (group, _) in numbered for row in group]
            rows.write_table(_table(held, _MEMBERS))
            tied = [(piece, one, *link) for one, (_, found) in numbered for link in found]
            links.write_table(_table(tied, _LINKS))


def _table(rows: Sequence[tuple[float, ...]], schema: pa.Schema) -> pa.Table:
    columns = zip(*rows, strict=True)
    arrays = [pa.array(held, field.type) for held, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _components(members: pa.Table, links: pa.Table) -> list[Component]:
    """Return components as they were put: each with its records and its links, surest first."""
    found: dict[int, Component] = {}
    for one, row in zip(members["component"].to_pylist(), members[ROW].to_pylist(), strict=True):
        found.setdefault(one, ([], []))[0].append(row)
    names = ("component", "odds", "left", "right")
    for one, odds, left, right in zip(*(links[name].to_pylist() for name in names), strict=True):
        found[one][1].append((odds, left, right))
    for _, tied in found.values():
        tied.sort(key=lambda link: (-link[0], link[1], link[2]))
    return list(found.values())
