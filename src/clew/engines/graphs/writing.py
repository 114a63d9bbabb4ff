"""Writing what was found: leads, groups and the report, beside each other in one folder."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from clew.engines.appearing import appearing
from clew.engines.graphs.findings import Findings
from clew.engines.graphs.reports import calibration, degrees, draw, page

if TYPE_CHECKING:
    import pyarrow as pa

_DIGITS: Final = 6
NOT_SEALED: Final = (
    "What is written here stands outside the vault and is not sealed: keep it where only those may "
    "look who may see these people's names."
)


def write(found: Findings, folder: Path) -> None:
    """Write leads.parquet, groups.parquet, report.json, report.md and the drawings.

    Raises `OSError` where the folder cannot be written.
    """
    import pyarrow.parquet as pq  # noqa: PLC0415 -- slow to import, wanted only where tables are written

    report = report_of(found)
    text = json.dumps(report, ensure_ascii=False, indent=2)
    with appearing(folder) as beside:
        pq.write_table(_leads(found), beside / "leads.parquet")
        pq.write_table(_groups(found), beside / "groups.parquet")
        draw(report, beside)
        (beside / "report.md").write_text(page(report, NOT_SEALED), encoding="utf-8")
        (beside / "report.json").write_text(f"{text}\n", encoding="utf-8")


def _leads(found: Findings) -> "pa.Table":
    import pyarrow as pa  # noqa: PLC0415 -- slow to import, wanted only where tables are written

    people = found.net.people
    records = people.records_of([lead.entity for lead in found.leads])
    return pa.table(
        {
            "rank": pa.array(list(_ranks(found)), pa.int32()),
            "entity_id": pa.array([people.ids[lead.entity] for lead in found.leads], pa.string()),
            "record_ids": pa.array(
                [";".join(records[lead.entity]) for lead in found.leads], pa.string()
            ),
            "score": pa.array([round(lead.chance, _DIGITS) for lead in found.leads], pa.float64()),
            "because": pa.array(["; ".join(lead.because) for lead in found.leads], pa.string()),
            "weights": pa.array(
                ["; ".join(f"{part:.4f}" for part in lead.weights) for lead in found.leads],
                pa.string(),
            ),
            "against": pa.array(["; ".join(lead.against) for lead in found.leads], pa.string()),
        }
    )


def _ranks(found: Findings) -> Iterator[int]:
    """Yield the rank of each lead; equal scores have one rank."""
    rank, before = 0, None
    for at, lead in enumerate(found.leads, start=1):
        # As it is written: sums of the same parts in another order differ in the last digits.
        if round(lead.chance, _DIGITS) != before:
            rank, before = at, round(lead.chance, _DIGITS)
        yield rank


def _groups(found: Findings) -> "pa.Table":
    import pyarrow as pa  # noqa: PLC0415 -- slow to import, wanted only where tables are written

    ids = found.net.people.ids
    return pa.table(
        {
            "group_id": pa.array([each.group for each in found.members], pa.string()),
            "entity_id": pa.array([ids[each.entity] for each in found.members], pa.string()),
            "role_hint": pa.array([each.role_hint for each in found.members], pa.string()),
            "weight": pa.array([each.weight for each in found.members], pa.float64()),
        }
    )


def report_of(found: Findings) -> dict[str, object]:
    """Return the counts, the times, what was left out, and how far the scores hold."""
    net = found.net
    return {
        "counts": {
            "records": len(net.people.record_ids),
            "entities": net.persons,
            "identifiers": net.things,
            "links": len(net.person),
            "confirmed": len(found.ranked.reached.confirmed),
            "reached": len(found.ranked.persons),
            "leads": len(found.leads),
            "alarms": len(found.alarms),
        },
        "people_told_apart_by": net.people.grouped_by,
        "seconds": found.seconds,
        "peak_memory_mib": peak_mib(),
        "left_out": list(found.notes),
        "identifiers_by_holders": degrees(net),
        "alarms": [
            {
                "group_id": f"alarm-{number}",
                "entities": len(alarm.entities),
                "weight": alarm.weight,
                "because": list(alarm.because),
            }
            for number, alarm in enumerate(found.alarms, start=1)
        ],
        "calibration": calibration(found.ranked, found.truth),
        "not_sealed": NOT_SEALED,
    }


def peak_mib() -> float | None:
    """Return the most memory that this process has held, where the system tells."""
    if sys.platform == "win32":
        return None
    import resource  # noqa: PLC0415 -- not on every system

    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(np.round(held / (1 << 20 if sys.platform == "darwin" else 1 << 10), 1))
