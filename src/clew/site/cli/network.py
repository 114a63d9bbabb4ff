"""`clew network RECORDS MENTIONS --confirmed IDS -o OUT`: who else may be held, with reasons."""

import argparse
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clew.engines.graphs import reading, reranker
from clew.engines.graphs.findings import MOST_LEADS, Findings, find
from clew.engines.graphs.writing import NOT_SEALED, write
from clew.rules.sources.faults import Fault, WrongInput
from clew.site.cli.streams import Progress, complain, print_json, say, table_at

_REGION_LETTERS = 2
_LIMIT_DIGITS = 9


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument(
        "records", metavar="RECORDS", help="CSV or Parquet of records; - for standard input"
    )
    parser.add_argument(
        "mentions",
        metavar="MENTIONS",
        help="CSV or Parquet: record_id, kind, value, date, source; - for standard input",
    )
    parser.add_argument(
        "--confirmed",
        required=True,
        metavar="IDS",
        type=Path,
        help="record ids of people confirmed as victims of one group, one a line",
    )
    parser.add_argument(
        "-o", "--out", required=True, metavar="OUT", type=Path, help="the folder to write to"
    )
    parser.add_argument(
        "--entities",
        metavar="CLUSTERS",
        type=Path,
        help="clusters.parquet of `clew resolve`, its pairs.parquet beside it; without it the"
        " records are resolved first",
    )
    parser.add_argument(
        "--truth",
        metavar="IDS",
        type=Path,
        help="record ids of people known to be in the group, to see how far the scores hold",
    )
    parser.add_argument(
        "--model", metavar="FILE", type=Path, help="weights of another re-ranker (network-train)"
    )
    parser.add_argument(
        "--region", default="GB", metavar="CC", help="country of numbers without one (default GB)"
    )
    parser.add_argument(
        "--limit", default=str(MOST_LEADS), metavar="N", help="leads to write (default 1000)"
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.epilog = NOT_SEALED


def run(arguments: argparse.Namespace) -> int:
    """Find leads and write them; a fault of the input writes nothing."""
    model, region = _model(arguments.model), _region(arguments.region)
    most = _limit(arguments.limit)
    if arguments.records == arguments.mentions:
        raise WrongInput([Fault("RECORDS and MENTIONS", "", "one and the same", "two tables")])
    with table_at(arguments.records) as records, table_at(arguments.mentions) as mentions:
        return _find(arguments, records, mentions, model=model, region=region, most=most)


def _find(
    arguments: argparse.Namespace,
    records: Path,
    mentions: Path,
    *,
    model: reranker.Reranker | None,
    region: str,
    most: int,
) -> int:
    # Each file is looked at before minutes are spent on resolving.
    reading.check(records, mentions, arguments.confirmed, arguments.entities)
    with Progress() as told, resolved(records, arguments.entities, told) as clusters:
        found = find(
            records,
            mentions,
            arguments.confirmed,
            clusters=clusters,
            truth=arguments.truth,
            model=model,
            region=region,
            most=most,
            told=told,
        )
        told("writing")
        write(found, arguments.out)
    for note in found.notes:
        complain(f"Note: {note}.")
    if arguments.json:
        complain(NOT_SEALED)
        print_json(json.loads((arguments.out / "report.json").read_text(encoding="utf-8")))
        return 0
    say(*_summary(found, arguments.out))
    return 0


@contextmanager
def resolved(records: Path, given: Path | None, told: Progress) -> Iterator[Path]:
    """Yield the clusters that were given, or else resolve; what that wrote is removed again."""
    if given is not None:
        yield given
        return
    from clew.engines.linkage.resolving import resolve  # noqa: PLC0415 -- loads Splink

    with tempfile.TemporaryDirectory(prefix="clew-network-") as name:
        folder = Path(name)  # others cannot look into it
        resolve(records, folder, lambda step: told(f"resolving the records: {step}"))
        yield folder / "clusters.parquet"


def _summary(found: Findings, folder: Path) -> list[str]:
    confirmed = len(found.ranked.reached.confirmed)
    return [
        (
            f"{len(found.leads):,} leads from {confirmed:,} confirmed people among"
            f" {found.net.persons:,}, and {len(found.alarms):,} alarms: {folder}/leads.parquet,"
            " groups.parquet, report.md"
        ),
        f"People were told apart by {found.net.people.grouped_by}.",
        NOT_SEALED,
    ]


def _limit(given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) <= _LIMIT_DIGITS):
        raise WrongInput([Fault("--limit", "", "no number of leads", "0 or more, such as 1000")])
    return int(given)


def _region(given: str) -> str:
    if len(given) != _REGION_LETTERS or not given.isalpha() or not given.isascii():
        raise WrongInput([Fault("--region", "", "no country", "two letters, such as GB")])
    return given.upper()


def _model(path: Path | None) -> reranker.Reranker | None:
    if path is None:
        return None
    try:
        return reranker.read(path)
    except OSError as error:
        why = error.strerror or "it is none"
        fault = Fault(path.name, "", f"a file that cannot be read ({why})", "weights")
    except ValueError:
        fault = Fault(path.name, "", "no weights that fit this version", "a file of network-train")
    raise WrongInput([fault])
