"""The peer of `clew match`: `predict_between` of Splink 5, one record a call, 25 calls.

The same trained model as in `bench.plain_splink`; the base is prepared once and not counted.
"""

import json
import logging
import sys
import time
from pathlib import Path
from typing import Any, Final

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from splink import DuckDBAPI, Linker

from bench.peak import peak_bytes
from bench.plain_splink import prepared, settings, train

_CALLS: Final = 25
_TEN: Final = 10


def measured(base: Path, given: dict[str, Any]) -> dict[str, Any]:
    """Return milliseconds of one call, and the share of records with a sibling among ten."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    connection = duckdb.connect(":memory:")
    records = pq.read_table(base)
    known = prepared(connection, records)
    database = DuckDBAPI(connection)
    table = database.register(known)
    linker = Linker(table, settings(), log_level=logging.ERROR)
    train(linker)
    for column in ("given", "family", "city", "postcode", "phone"):
        linker.table_management.compute_tf_table(column)
    asked = given["held"][:: max(len(given["held"]) // _CALLS, 1)][:_CALLS]
    one_by_one = pa.Table.from_pylist(asked, schema=records.schema)
    seconds, found = [], 0
    for at, row in enumerate(asked):
        started = time.perf_counter()
        new = database.register(prepared(connection, one_by_one.slice(at, 1)))
        pairs = linker.inference.predict_between(table, new).as_record_list()
        seconds.append(time.perf_counter() - started)
        best = sorted(pairs, key=lambda pair: -pair["match_weight"])[:_TEN]
        met = {pair[side] for pair in best for side in ("record_id_l", "record_id_r")}
        found += bool(met & set(given["siblings"][row["record_id"]]))
    return {
        "call": [float(np.quantile(seconds, share) * 1e3) for share in (0.5, 0.95, 1.0)],
        "recall": found / len(asked),
        "calls": len(asked),
        "peak_memory_bytes": peak_bytes(),
    }


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]), json.loads(Path(sys.argv[3]).read_text("utf-8")))))
