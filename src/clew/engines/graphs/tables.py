"""Reading the tables of `clew network`: CSV or Parquet, as text, with a sentence for each fault.

What cannot be used at all raises `WrongInput`. What can be left out is left out, counted and told
in a note: a million rows are not refused for one. Neither repeats a value of the tables.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from clew.rules.sources.faults import Fault, WrongInput

if TYPE_CHECKING:
    import pyarrow as pa

_LONGEST_CELL: Final = 20_000  # characters: longer is a document pasted into a field
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_LARGEST_LIST: Final = 1 << 20


@dataclass(slots=True)
class Notes:
    """What was left out or read in another way, in the order in which it was met."""

    sentences: list[str] = field(default_factory=list)

    def tell(self, count: int, one: str, many: str) -> None:
        """Add a sentence for `count` things; nothing for none. `many` holds one `{}`."""
        if count:
            self.sentences.append(one if count == 1 else many.format(f"{count:,}"))


def read_table(
    path: Path, *, required: Sequence[str], known: Collection[str], notes: Notes
) -> "pa.Table":
    """Return the known columns of a table, every cell as text, "" where there was nothing.

    Raises `WrongInput` for a file that is not there, not a table, or lacks a required column.
    Unknown columns, rows of another length and cells in another encoding become notes.
    """
    _check_is_file(path)
    with path.open("rb") as opened:
        start = opened.read(4)
    if start == b"PAR1":
        table = _read_parquet(path, known)
    else:
        _check_looks_like_text(path, start)
        table = _read_csv(path, notes)
    names = table.column_names
    faults = [
        Fault(path.name, name, "two columns of that name", "one")
        for name in sorted(set(names) & set(known))
        if names.count(name) > 1
    ]
    faults += [
        Fault(path.name, "", f"no column {name}", f"the columns {', '.join(required)}")
        for name in required
        if name not in names
    ]
    if faults:
        raise WrongInput(faults)
    foreign = [name for name in names if name not in known]
    notes.tell(
        len(foreign),
        f"{path.name}: one column that nobody reads was left out",
        f"{path.name}: {{}} columns that nobody reads were left out",
    )
    return _as_text(table.select([name for name in names if name in known]), path.name, notes)


def read_ids(path: Path) -> list[str]:
    """Return the ids of a file, one a line, each once. Raises `WrongInput` where there is none."""
    _check_is_file(path)
    if path.stat().st_size > _LARGEST_LIST:
        raise WrongInput([Fault(path.name, "", "more than a megabyte", "one record id a line")])
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise WrongInput([Fault(path.name, "", "bytes that are not UTF-8", "UTF-8")]) from None
    ids = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    if not ids:
        raise WrongInput([Fault(path.name, "", "no ids", "one record id a line")])
    return ids


def _check_is_file(path: Path) -> None:
    try:
        if path.is_dir():
            raise WrongInput([Fault(path.name or str(path), "", "a folder", "a file")])
        if not path.is_file():
            raise WrongInput([Fault(path.name, "", "no such file", "a file that exists")])
        path.open("rb").close()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "its name is none"
        fault = Fault(path.name, "", f"a file that cannot be read ({why})", "a file")
        raise WrongInput([fault]) from None


def _check_looks_like_text(path: Path, start: bytes) -> None:
    if not start:
        raise WrongInput([Fault(path.name, "", "an empty file", "a header and rows")])
    if start[:2] in _UTF_16:
        raise WrongInput([Fault(path.name, "", "text in UTF-16", "CSV in UTF-8, or Parquet")])
    if start[:2] == b"PK":
        raise WrongInput([Fault(path.name, "", "a spreadsheet or archive", "CSV or Parquet")])


def _read_parquet(path: Path, known: Collection[str]) -> "pa.Table":
    import pyarrow as pa  # noqa: PLC0415 -- slow to import, wanted only where tables are read
    import pyarrow.parquet as pq  # noqa: PLC0415 -- the same

    try:
        names = pq.read_schema(path).names
        some = [name for name in names if name in known]
        table = pq.read_table(path, columns=some)
    except (pa.ArrowException, OSError, ValueError):
        raise WrongInput([Fault(path.name, "", "a broken Parquet file", "a whole one")]) from None
    for name in names:
        if name not in known:
            table = table.append_column(name, pa.nulls(table.num_rows))
    return table


def _read_csv(path: Path, notes: Notes) -> "pa.Table":
    """Read every column as bytes: what is not UTF-8 in one cell must not cost the other rows."""
    import pyarrow as pa  # noqa: PLC0415 -- slow to import, wanted only where tables are read
    from pyarrow import csv  # noqa: PLC0415 -- the same

    uneven = 0

    def leave_out(_row: object) -> str:
        nonlocal uneven
        uneven += 1
        return "skip"

    parsing = csv.ParseOptions(newlines_in_values=True, invalid_row_handler=leave_out)
    # Threads would call the handler from several places at once, and count in any order.
    reading = csv.ReadOptions(use_threads=False, block_size=1 << 24)
    with path.open("rb") as opened:
        header = opened.readline(1 << 20)
    try:
        names = _header(header)
        columns = csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.binary()), strings_can_be_null=False
        )
        table = csv.read_csv(
            path, read_options=reading, parse_options=parsing, convert_options=columns
        )
    except UnicodeDecodeError:
        fault = Fault(path.name, "line 1", "a header that is not UTF-8", "UTF-8")
        raise WrongInput([fault]) from None
    except (pa.ArrowException, OSError):
        fault = Fault(path.name, "", "text that is no table", "CSV with a header, or Parquet")
        raise WrongInput([fault]) from None
    notes.tell(
        uneven,
        f"{path.name}: one row has more or fewer cells than the header and was left out",
        f"{path.name}: {{}} rows have more or fewer cells than the header and were left out",
    )
    return table


def _header(line: bytes) -> list[str]:
    import csv  # noqa: PLC0415 -- its name is that of the reader above

    return next(csv.reader([line.decode("utf-8-sig").rstrip("\r\n")]), [])


def _as_text(table: "pa.Table", name: str, notes: Notes) -> "pa.Table":
    import pyarrow as pa  # noqa: PLC0415 -- slow to import, wanted only where tables are read

    foreign, long, columns = 0, 0, []
    for column in table.columns:
        text, odd, cut = _text(column)
        foreign, long = foreign + odd, long + cut
        columns.append(text)
    notes.tell(
        foreign,
        f"{name}: one cell is not UTF-8 and was read as Windows-1252",
        f"{name}: {{}} cells are not UTF-8 and were read as Windows-1252",
    )
    notes.tell(
        long,
        f"{name}: one cell is longer than {_LONGEST_CELL:,} characters and was left empty",
        f"{name}: {{}} cells are longer than {_LONGEST_CELL:,} characters and were left empty",
    )
    return pa.table(dict(zip(table.column_names, columns, strict=True)))


def _text(column: Any) -> tuple[Any, int, int]:  # noqa: ANN401 -- pyarrow has no types
    """Return a column as text, how many cells were in another encoding, how many too long."""
    import pyarrow as pa  # noqa: PLC0415 -- slow to import, wanted only where tables are read
    import pyarrow.compute as pc  # noqa: PLC0415 -- the same

    odd = 0
    if pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
        cells = [";".join(map(str, cell)) if cell else "" for cell in column.to_pylist()]
        column = pa.chunked_array([pa.array(cells, pa.string())])
    if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
        try:
            column = column.cast(pa.string())
        except pa.ArrowInvalid:
            read = [_decoded(cell or b"") for cell in column.to_pylist()]
            odd = sum(foreign for _, foreign in read)
            column = pa.chunked_array([pa.array([cell for cell, _ in read], pa.string())])
    try:
        column = column.cast(pa.string())
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
        column = pa.chunked_array([pa.array([""] * len(column), pa.string())])
    column = pc.utf8_trim_whitespace(pc.fill_null(column, ""))
    long = pc.greater(pc.utf8_length(column), _LONGEST_CELL)
    cut = pc.sum(long).as_py() or 0
    return (pc.if_else(long, "", column) if cut else column), odd, cut


def _decoded(cell: bytes) -> tuple[str, bool]:
    try:
        return cell.decode("utf-8"), False
    except UnicodeDecodeError:
        return cell.decode("cp1252", errors="replace"), True


def no_rows(name: str, what: str) -> WrongInput:
    """Return the refusal of a table without a row that can be used."""
    return WrongInput([Fault(name, "", f"no {what}", "at least one row")])
