"""`clew resolve`: which records of a table are one person, and which may be."""

import argparse
import sys
from pathlib import Path

from clew.site.cli.streams import complain, print_json, say

_WARNING = (
    "These files stand outside the vault: what is written to the folder is NOT sealed. Keep it on "
    "an encrypted disk, and delete it when it is no longer needed."
)


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.description = f"{parser.description} {_WARNING}"
    parser.add_argument("table", metavar="RECORDS", help="CSV (UTF-8) or Parquet, see docs")
    parser.add_argument("-o", "--out", required=True, metavar="OUT", help="folder to write to")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Resolve the table, tell what was wrong with it, and say what was found."""
    from clew.engines.linkage.resolving import resolve  # noqa: PLC0415 -- loads Splink and DuckDB

    report = resolve(Path(arguments.table), Path(arguments.out), _progress)
    faults = report["faults"]
    for sentence in faults if isinstance(faults, list) else ():
        complain(sentence)
    if arguments.json:
        print_json(report)
        return 0
    say(
        f"{report['records']:,} records are {report['entities']:,} entities.",
        f"{report['pairs_sure']:,} pairs were joined; {report['pairs_possible']:,} are possibly "
        "the same and were not: pairs.parquet says why.",
        _WARNING,
    )
    return 0


def _progress(what: str) -> None:
    print(f"{what} …", file=sys.stderr, flush=True)
