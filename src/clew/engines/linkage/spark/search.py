"""The search on Spark: what is handed out, what comes back, and what this machine holds meanwhile.

This machine holds the records, what was learnt, and the pairs that are shown, which it writes; all
other pairs, and every comparison, are the workers'.
"""

import shutil
import tempfile
from pathlib import Path
from typing import Final

from clew.engines.linkage.blocking import keys_of
from clew.engines.linkage.records import Records
from clew.engines.linkage.searching import Engine, Found, Learnt, Say
from clew.engines.linkage.spark.batches import put_records
from clew.engines.linkage.spark.frames import Session
from clew.engines.linkage.spark.grouping import grouped
from clew.engines.linkage.spark.pairing import pairs_among
from clew.engines.linkage.spark.session import check, session
from clew.engines.linkage.spark.weighing import shown_in, tally, taught_by, weigh

_A_PART: Final = 5_000  # records whose pairs are one part of the work
_TURNS: Final = 2  # parts for each that works, so that none waits long for another


def engine(master: str | None) -> Engine:
    """Return the search on the machines of `master`, else on this one alone.

    Raises `WrongInput` where Spark or its Java are not there.
    """
    check()

    def search(records: Records, learnt: Learnt, say: Say, beside: Path) -> Found:
        beside.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".clew-", dir=beside))  # others cannot look into it
        try:
            say("starting Spark")
            with session(work, master) as running:
                return _found(running, records, learnt, say, work)
        finally:
            shutil.rmtree(work, ignore_errors=True)

    return search


def _found(running: Session, records: Records, learnt: Learnt, say: Say, work: Path) -> Found:
    count = len(records.features)
    parts = max(_TURNS * running.sparkContext.defaultParallelism, -(-count // _A_PART))
    running.conf.set("spark.sql.shuffle.partitions", str(parts))
    columns = put_records(work / "records", records)
    handed = running.read.parquet(str(work / "records"))
    taught = running.sparkContext.broadcast(taught_by(learnt))
    say(f"looking for pairs among {count:,} records, and weighing them")
    weigh(pairs_among(handed, count, parts), handed, taught, columns, work / "weighed")
    model = learnt.model(*tally(running, work / "weighed"), count)
    pairs, odds, why = shown_in(work / "weighed", learnt.shown_from)
    say("grouping")
    groups = grouped(
        running, handed, (pairs, odds), count, taught, sure_from=model.merge_at, work=work
    )
    taught.destroy()
    return Found(model, list(keys_of(records.features)), pairs, odds, why, groups)
