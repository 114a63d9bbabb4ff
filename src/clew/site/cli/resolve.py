"""`clew resolve`: which records of a table are one person, and which may be."""

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from clew.rules.sources.faults import Fault, WrongInput, describe
from clew.rules.sources.records import one_of
from clew.site.cli.streams import Progress, complain, print_json, say, table_at

_CALLS = Fault(
    "clew resolve",
    "",
    "none or several of its calls",
    "RECORDS -o OUT [--truth TABLE] [--engine NAME], or --to OUT with --add, --decide, --remove or "
    "--take-back",
)
_WARNING = (
    "These files stand outside the vault: what is written to the folder is NOT sealed. Keep it on "
    "an encrypted disk, and delete it when it is no longer needed."
)
_ENGINES = ("duckdb", "spark")


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.description = (
        f"{parser.description} Between what is sure and what is not, a named person concludes "
        f"(--decide). {_WARNING}"
    )
    parser.add_argument(
        "table", metavar="RECORDS", nargs="?", help="a table, CSV or Parquet; - for standard input"
    )
    parser.add_argument("-o", "--out", metavar="OUT", help="the folder to write to")
    parser.add_argument("--to", metavar="OUT", help="the folder of an answer that is to change")
    parser.add_argument("--add", metavar="NEW", help="a table of new records; needs --to")
    parser.add_argument(
        "--decide",
        metavar="DECISIONS",
        help="CSV of what named people concluded: record_id_l, record_id_r, decision (together, "
        "apart, undo), by, on, because; needs --to",
    )
    parser.add_argument(
        "--remove",
        metavar="IDS",
        help="record ids, one a line, that are taken out for good; needs --to, --by, --because",
    )
    parser.add_argument(
        "--take-back",
        metavar="RUN",
        help="the number of a run of --add or --decide, or last; needs --to, --by, --because",
    )
    parser.add_argument("--by", metavar="NAME", help="the person who concludes it")
    parser.add_argument("--because", metavar="TEXT", help="why; name nobody in it")
    parser.add_argument(
        "--truth",
        metavar="TABLE",
        help="record_id and person_id: how many pairs were right, for the report only",
    )
    parser.add_argument(
        "--engine",
        metavar="NAME",
        help="spark: the same answer, worked out by many machines (default: duckdb, this one)",
    )
    parser.add_argument(
        "--spark-master",
        metavar="URL",
        help="where Spark's machines are, as spark://HOST:PORT (default: local[*], this one alone)",
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Resolve a table or change an answer, tell what was wrong, and say what was found."""
    given = arguments
    if given.engine not in {None, *_ENGINES}:
        raise WrongInput([Fault("--engine", "", describe(given.engine), one_of(_ENGINES))])
    if given.spark_master and given.engine != "spark":
        raise WrongInput([Fault("--spark-master", "", "another engine", "--engine spark with it")])
    report: Mapping[str, Any] = _changed(given) if given.to else _resolved(given)
    for sentence in report["faults"]:
        complain(sentence)
    if given.json:
        complain(_WARNING)
        print_json(report)
        return 0
    say(
        f"{report['records']:,} records are {report['entities']:,} entities.",
        f"{report['pairs_sure']:,} pairs are sure; {report['pairs_possible']:,} are possibly the "
        "same and were not joined: pairs.parquet says why.",
        *_decided(report),
        "report.html draws who shares how much, how sure the pairs are, and the entities' sizes.",
        _WARNING,
    )
    return 0


def _resolved(given: argparse.Namespace) -> dict[str, object]:
    changes = (given.add, given.decide, given.remove, given.take_back, given.by, given.because)
    if not (given.table and given.out) or any(changes):
        raise WrongInput([_CALLS])
    from clew.engines.linkage.resolving import resolve  # noqa: PLC0415 -- loads Splink
    from clew.engines.linkage.searching import engine_named  # noqa: PLC0415 -- the same

    out, truth = Path(given.out), Path(given.truth) if given.truth else None
    if out.exists() and not out.is_dir():
        raise WrongInput([Fault("-o", "", "a file", "a folder, or none yet")])
    engine = engine_named(given.engine or _ENGINES[0], master=given.spark_master)
    with Progress() as told, table_at(given.table) as table:
        return resolve(table, out, told, truth=truth, engine=engine)


def _changed(given: argparse.Namespace) -> dict[str, object]:
    """Change an answer in one of four ways."""
    wanted = [each for each in (given.add, given.decide, given.remove, given.take_back) if each]
    if len(wanted) != 1 or given.table or given.out or given.truth or given.engine:
        raise WrongInput([_CALLS])
    concluded = given.remove or given.take_back
    if bool(concluded) != bool(given.by and given.because) or (not concluded and given.by):
        told_by = "NAME and TEXT beside --remove and --take-back, and only there"
        raise WrongInput([Fault("--by and --because", "", "none, or too much", told_by)])
    out = Path(given.to)
    if not (out / "index" / "model.json").is_file():
        raise WrongInput([Fault("--to", "", "no answer", "a folder that resolve wrote")])
    from clew.engines.linkage.adding import add as bring_in  # noqa: PLC0415 -- loads Splink
    from clew.engines.linkage.deciding import decide  # noqa: PLC0415 -- the same
    from clew.engines.linkage.removing import (  # noqa: PLC0415 -- the same
        Maker,
        remove,
        take_back,
    )

    today = date.today()  # noqa: DTZ011 -- the day of whoever concludes it
    with Progress() as told:
        if given.take_back:
            maker = Maker(given.by.strip(), today, given.because.strip())
            return take_back(given.take_back, out, told, maker)
        with table_at(wanted[0]) as table:
            if given.remove:
                maker = Maker(given.by.strip(), today, given.because.strip())
                return remove(table, out, told, maker)
            if given.decide:
                return decide(table, out, told, today=today)
            return bring_in(table, out, told)


def _decided(report: Mapping[str, Any]) -> list[str]:
    decided, made = report["decided"], []
    if decided["decisions_that_hold"]:
        made.append(
            f"Pairs together: {decided['together']:,}, apart: {decided['apart']:,}, because "
            "named people concluded it; no probability was changed."
        )
    if "run" in report:
        made.append(f"This was run {report['run']} over this answer.")
    return made
