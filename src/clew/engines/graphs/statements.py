"""All that records and mentions say, as numbers into short lists of what can be said.

A million mentions repeat themselves: each different value, date and kind is kept once.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from clew.engines.graphs.entities import People
from clew.engines.graphs.tables import Notes
from clew.engines.graphs.values import COLUMNS

if TYPE_CHECKING:
    import pyarrow as pa

Ints = NDArray[np.int64]

_MOST_VALUES: Final = 64


@dataclass(frozen=True, slots=True)
class Statements:
    """One row a statement: the place of its record, and of its pair and date in the lists."""

    record: Ints
    pair: Ints
    date: Ints
    pairs: list[tuple[str, str]]
    dates: list[str]


def statements_in(
    people: People, records: "pa.Table", mentions: "pa.Table", *, notes: Notes
) -> Statements:
    """Gather what the mentions and the cells of the records say.

    A mention of a record that is not there is left out and counted, as is a cell with more values
    than anybody has: it belongs to a list, not to a person.
    """
    pairs: dict[tuple[str, str], int] = {}
    dates: dict[str, int] = {"": 0}
    record, pair, day = _mentioned(people, mentions, pairs, dates, notes)
    crowded = 0
    more_records, more_pairs = [record], [pair]
    for column, kind in COLUMNS.items():
        if column not in records.column_names:
            continue
        places, values = [], []
        cells = records.column(column).combine_chunks().dictionary_encode()
        split = [_values(cell) for cell in cells.dictionary.to_pylist()]
        codes = cells.indices.to_numpy(zero_copy_only=False)
        for place, code in enumerate(codes.tolist()):
            found = split[code]
            if len(found) > _MOST_VALUES:
                crowded += 1
                continue
            for value in found:
                places.append(place)
                values.append(pairs.setdefault((kind, value), len(pairs)))
        more_records.append(np.array(places, np.int64))
        more_pairs.append(np.array(values, np.int64))
    notes.tell(
        crowded,
        f"one cell holds more than {_MOST_VALUES} values and was left out",
        f"{{}} cells hold more than {_MOST_VALUES} values and were left out",
    )
    all_records = np.concatenate(more_records)
    undated = np.zeros(len(all_records) - len(day), np.int64)
    inside = people.of_record[all_records] >= 0
    return Statements(
        record=all_records[inside],
        pair=np.concatenate(more_pairs)[inside],
        date=np.concatenate([day, undated])[inside],
        pairs=list(pairs),
        dates=list(dates),
    )


def _values(cell: str) -> list[str]:
    return list(dict.fromkeys(value.strip() for value in cell.split(";") if value.strip()))


def _mentioned(
    people: People,
    mentions: "pa.Table",
    pairs: dict[tuple[str, str], int],
    dates: dict[str, int],
    notes: Notes,
) -> tuple[Ints, Ints, Ints]:
    if not mentions.num_rows:
        nothing = np.zeros(0, np.int64)
        return nothing, nothing, nothing
    encoded = {
        name: mentions.column(name).combine_chunks().dictionary_encode()
        for name in ("record_id", "kind", "value", "date")
        if name in mentions.column_names
    }
    code = {
        name: column.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        for name, column in encoded.items()
    }
    words = {name: column.dictionary.to_pylist() for name, column in encoded.items()}
    place = np.array([people.place.get(each, -1) for each in words["record_id"]], np.int64)
    record = place[code["record_id"]]
    notes.tell(
        int((record < 0).sum()),
        "one mention is of a record that is not in the table and was left out",
        "{} mentions are of records that are not in the table and were left out",
    )
    both = code["kind"] * len(words["value"]) + code["value"]
    kept, inverse = np.unique(both, return_inverse=True)
    numbers = np.array(
        [
            pairs.setdefault(
                (
                    words["kind"][each // len(words["value"])].lower(),
                    words["value"][each % len(words["value"])],
                ),
                len(pairs),
            )
            for each in kept.tolist()
        ],
        np.int64,
    )
    pair = numbers[inverse]
    if "date" in code:
        day = np.array([dates.setdefault(each, len(dates)) for each in words["date"]], np.int64)
        days = day[code["date"]]
    else:
        days = np.zeros(len(record), np.int64)
    inside = record >= 0
    return record[inside], pair[inside], days[inside]
