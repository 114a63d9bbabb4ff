"""What `clew network` is given, read: records, mentions, clusters, and who is confirmed."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from clew.engines.graphs.entities import People
from clew.engines.graphs.tables import Notes, no_rows, read_ids, read_table
from clew.engines.graphs.values import COLUMNS
from clew.rules.network.kinds import entity_kinds
from clew.rules.sources.faults import Fault, WrongInput

if TYPE_CHECKING:
    import pyarrow as pa

_PERSON: Final = ("name", "given_name", "middle_name", "family_name", "birth_date")
# Read by `clew resolve` and of no use here: they are known, and no note is made of them.
_PASSED_OVER: Final = (
    *("aliases", "sex", "nationality", "birth_place", "occupation", "city", "nicknames", "source"),
)
RECORDS: Final = ("record_id", *_PERSON, *COLUMNS, *_PASSED_OVER)
MENTIONS: Final = ("record_id", "kind", "value", "date", "source")


def read_records(path: Path, *, notes: Notes) -> "pa.Table":
    """Return the table of records. Raises `WrongInput`."""
    table = read_table(path, required=("record_id",), known=RECORDS, notes=notes)
    if not table.num_rows:
        raise no_rows(path.name, "records")
    return table.drop_columns([name for name in _PASSED_OVER if name in table.column_names])


def read_mentions(path: Path, *, notes: Notes) -> "pa.Table":
    """Return the table of mentions; raises `WrongInput`, also where no kind in it is known."""
    import pyarrow.compute as pc  # noqa: PLC0415 -- slow to import, wanted only where tables are read

    wanted = ("record_id", "kind", "value")
    table = read_table(path, required=wanted, known=MENTIONS, notes=notes)
    kinds = {str(kind).lower() for kind in pc.unique(table.column("kind")).to_pylist()}
    if table.num_rows and kinds.isdisjoint(entity_kinds()):
        fault = Fault(path.name, "kind", "no kind that anybody described", "phone, address, …")
        raise WrongInput([fault])
    return table


def check(records: Path, mentions: Path, confirmed: Path, clusters: Path | None) -> None:
    """Look at each file before time is spent on any. Raises `WrongInput` for one that is none."""
    notes = Notes()
    ids = set(read_records(records, notes=notes).column("record_id").to_pylist())
    read_mentions(mentions, notes=notes)
    if ids.isdisjoint(read_ids(confirmed)):
        raise _nobody_known(confirmed)
    if clusters is not None:
        read_clusters(clusters)


def _nobody_known(path: Path) -> WrongInput:
    fault = Fault(path.name, "", "no id that stands in the records", "record ids, one a line")
    return WrongInput([fault])


def read_clusters(path: Path) -> dict[str, str]:
    """Return the entity of each record, as `clew resolve` wrote it. Raises `WrongInput`."""
    names = ("record_id", "entity_id")
    table = read_table(path, required=names, known=names, notes=Notes())
    if not table.num_rows:
        raise no_rows(path.name, "clusters")
    columns = (table.column(name).to_pylist() for name in names)
    return {record: entity for record, entity in zip(*columns, strict=True) if entity}


def read_confirmed(path: Path, people: People, *, notes: Notes) -> list[str]:
    """Return the record ids of confirmed people. Raises `WrongInput` where none is known."""
    ids = read_ids(path)
    known = [record for record in ids if record in people.place]
    if not known:
        raise _nobody_known(path)
    notes.tell(
        len(ids) - len(known),
        f"{path.name}: one id stands in no record that was read",
        f"{path.name}: {{}} ids stand in no record that was read",
    )
    return known
