"""Reads whose record each is, where somebody knows: to say how far the probabilities hold."""

import csv
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from clew.rules.sources.faults import Fault, WrongInput

_RECORD, _PERSON = "record_id", "person_id"
_PARQUET: Final = b"PAR1"
_WANTED: Final = f"CSV or Parquet with the columns {_RECORD} and {_PERSON}"


def read_truth(path: Path, record_ids: list[str]) -> npt.NDArray[np.int64]:
    """Return for each record the number of its person, -1 where the table does not tell.

    Raises `WrongInput` where the table cannot be read.
    """
    try:
        whose = _read(path)
    except (OSError, KeyError, UnicodeError, csv.Error, pa.ArrowException) as error:
        fault = Fault(path.name, "", f"no table of truth ({type(error).__name__})", _WANTED)
        raise WrongInput([fault]) from None
    numbers: dict[str, int] = {}
    told = [whose.get(record_id) for record_id in record_ids]
    return np.array(
        [-1 if person is None else numbers.setdefault(person, len(numbers)) for person in told],
        np.int64,
    )


def _read(path: Path) -> dict[str, str]:
    with path.open("rb") as opened:
        start = opened.read(len(_PARQUET))
    if start == _PARQUET:
        table = pq.read_table(path)
        columns = (table[name].cast(pa.string()).to_pylist() for name in (_RECORD, _PERSON))
        pairs = zip(*columns, strict=True)
        return {record: person for record, person in pairs if record and person}
    with path.open(encoding="utf-8-sig", newline="") as opened:
        rows = csv.DictReader(opened)
        return {row[_RECORD]: row[_PERSON] for row in rows if row[_RECORD] and row[_PERSON]}
