"""`clew resolve`: which records of a table are one person, and which may be."""

import argparse
from pathlib import Path

from clew.rules.sources.faults import Fault, WrongInput
from clew.site.cli.streams import Progress, complain, print_json, say, table_at

_WARNING = (
    "These files stand outside the vault: what is written to the folder is NOT sealed. Keep it on "
    "an encrypted disk, and delete it when it is no longer needed."
)


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.description = f"{parser.description} {_WARNING}"
    parser.add_argument(
        "table", metavar="RECORDS", nargs="?", help="a table, CSV or Parquet; - for standard input"
    )
    parser.add_argument("-o", "--out", metavar="OUT", help="the folder to write to")
    parser.add_argument("--add", metavar="NEW", help="a table of new records; needs --to")
    parser.add_argument("--to", metavar="OUT", help="the folder of an answer to add them to")
    parser.add_argument(
        "--truth",
        metavar="TABLE",
        help="record_id and person_id: how many pairs were right, for the report only",
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Resolve the table, tell what was wrong with it, and say what was found."""
    given = arguments
    if given.add and given.to and not (given.table or given.out or given.truth):
        if not (Path(given.to) / "index" / "model.json").is_file():
            raise WrongInput([Fault("--to", "", "no answer", "a folder that resolve wrote")])
        from clew.engines.linkage.adding import add as bring_in  # noqa: PLC0415 -- loads Splink

        with Progress() as told, table_at(given.add) as table:
            report = bring_in(table, Path(given.to), told)
    elif given.table and given.out and not (given.add or given.to):
        from clew.engines.linkage.resolving import resolve  # noqa: PLC0415 -- loads Splink

        out, truth = Path(given.out), Path(given.truth) if given.truth else None
        if out.exists() and not out.is_dir():
            raise WrongInput([Fault("-o", "", "a file", "a folder, or none yet")])
        with Progress() as told, table_at(given.table) as table:
            report = resolve(table, out, told, truth=truth)
    else:
        wanted = "RECORDS -o OUT [--truth TABLE], or --add NEW --to OUT"
        raise WrongInput([Fault("clew resolve", "", "neither or both of two calls", wanted)])
    faults = report["faults"]
    for sentence in faults if isinstance(faults, list) else ():
        complain(sentence)
    if given.json:
        complain(_WARNING)
        print_json(report)
        return 0
    say(
        f"{report['records']:,} records are {report['entities']:,} entities.",
        f"{report['pairs_sure']:,} pairs are sure; {report['pairs_possible']:,} are possibly the "
        "same and were not joined: pairs.parquet says why.",
        "report.html draws who shares how much, how sure the pairs are, and the entities' sizes.",
        _WARNING,
    )
    return 0
