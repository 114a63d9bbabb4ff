"""`clew resolve`: which records of a table are one person, and which may be."""

import argparse
import sys
from pathlib import Path

from clew.rules.sources.faults import Fault, WrongInput
from clew.site.cli.streams import complain, print_json, say

_WARNING = (
    "These files stand outside the vault: what is written to the folder is NOT sealed. Keep it on "
    "an encrypted disk, and delete it when it is no longer needed."
)


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.description = f"{parser.description} {_WARNING}"
    parser.add_argument("table", metavar="RECORDS", nargs="?", help="a table, CSV or Parquet")
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

        report = bring_in(Path(given.add), Path(given.to), _progress)
    elif given.table and given.out and not (given.add or given.to):
        from clew.engines.linkage.resolving import resolve  # noqa: PLC0415 -- loads Splink

        truth = Path(given.truth) if given.truth else None
        report = resolve(Path(given.table), Path(given.out), _progress, truth=truth)
    else:
        wanted = "RECORDS -o OUT [--truth TABLE], or --add NEW --to OUT"
        raise WrongInput([Fault("clew resolve", "", "neither or both of two calls", wanted)])
    faults = report["faults"]
    for sentence in faults if isinstance(faults, list) else ():
        complain(sentence)
    if given.json:
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


def _progress(what: str) -> None:
    print(f"{what} …", file=sys.stderr, flush=True)
