"""A small made-up town as tables: families, a hostel, a ring. Used by the tests of leads on files.

R-1 to R-8 are of one ring, with an account, a house and a phone among them; nobody is real.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from clew.engines.graphs import entities, reranker, standing, statements, web
from clew.engines.graphs.explaining import Explained, explain
from clew.engines.graphs.reading import read_mentions, read_records
from clew.engines.graphs.tables import Notes
from clew.engines.graphs.web import Web

Row = tuple[str, str, str, str]
"""Record id, kind, value, date."""

ACCOUNT = "20-00-00 55774471"
HOUSE = "9 Alder Street, B66 1AA"
PHONE = "07700 900418"
RING = tuple(f"R-{number}" for number in range(1, 9))
HOSTEL = "1 Quay Road, B1 1AA"


def ring() -> list[Row]:
    """Return what records say of the ring, the ones confirmed later among them."""
    rows = []
    for number, person in enumerate(RING):
        rows.append((person, "address", HOUSE, f"2024-0{number + 1}"))
        if number % 2 == 0:
            rows.append((person, "account", ACCOUNT, "2024-03"))
        if number % 3 == 0:
            rows.append((person, "phone", PHONE, ""))
    return rows


def families(count: int = 30) -> list[Row]:
    """Return families of three who share a door and a number."""
    return [
        row
        for each in range(count)
        for person in range(3)
        for row in (
            (f"F-{each}-{person}", "address", f"{each + 1} Birch Road, B15 2BB", "2024-01"),
            (f"F-{each}-{person}", "phone", f"07700 9010{each:02d}", ""),
        )
    ]


def hostel(guests: Sequence[str]) -> list[Row]:
    """Return a hostel's door with these guests and four hundred more."""
    many = [f"H-{number}" for number in range(400)]
    return [(person, "address", HOSTEL, "") for person in (*guests, *many)]


def people_of(rows: Sequence[Row]) -> list[dict[str, str]]:
    """Return one record for each person who is spoken of; a family bears one name."""
    found = []
    for person in dict.fromkeys(row[0] for row in rows):
        family = "-".join(person.split("-")[:2]) if person.startswith("F-") else person
        letters = "".join(chr(97 + int(each)) if each.isdigit() else each for each in family)
        name = letters.replace("-", "").title()
        found.append({"record_id": person, "name": f"Person {name}son", "birth_date": ""})
    return found


def write(folder: Path, records: Sequence[Mapping[str, Any]], rows: Sequence[Row]) -> None:
    """Write records.parquet and mentions.parquet."""
    pq.write_table(pa.Table.from_pylist(list(records)), folder / "records.parquet")
    names = ("record_id", "kind", "value", "date")
    columns = {name: [row[at] for row in rows] for at, name in enumerate(names)}
    pq.write_table(pa.table(columns), folder / "mentions.parquet")


def web_of(
    folder: Path, rows: Sequence[Row], records: Sequence[Mapping[str, Any]] | None = None
) -> Web:
    """Return the web of these rows, by way of the files."""
    write(folder, records or people_of(rows), rows)
    notes = Notes()
    table = read_records(folder / "records.parquet", notes=notes)
    people = entities.people_in(table, None, notes=notes)
    mentions = read_mentions(folder / "mentions.parquet", notes=notes)
    said = statements.statements_in(people, table, mentions, notes=notes)
    return web.build(people, said, region="GB", notes=notes)


def leads_of(net: Web, confirmed: Sequence[str]) -> dict[str, Explained]:
    """Return the leads by entity, as `clew network` finds them with the shipped model."""
    model = reranker.shipped()
    stands = standing.standing_in(net)
    start = np.array([net.people.of_record[net.people.place[each]] for each in confirmed], np.int64)
    ranked = reranker.rank(net, stands, start, model)
    found = explain(net, stands, ranked, model, most=10_000)
    return {net.people.ids[lead.entity]: lead for lead in found}
