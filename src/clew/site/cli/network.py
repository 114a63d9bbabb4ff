"""`clew network RECORDS MENTIONS --confirmed IDS -o OUT`: who else may be held, with reasons."""

import argparse
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from clew.engines.graphs import reading, reranker
from clew.engines.graphs.findings import MOST_LEADS, Findings, find
from clew.engines.graphs.writing import NOT_SEALED, write
from clew.rules.sources.faults import Fault, WrongInput
from clew.site.cli.streams import QUIET_SECONDS, complain, say

_REGION_LETTERS = 2


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("records", metavar="RECORDS", type=Path, help="CSV or Parquet of records")
    parser.add_argument(
        "mentions",
        metavar="MENTIONS",
        type=Path,
        help="CSV or Parquet: record_id, kind, value, date, source",
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
        "--limit", type=int, default=MOST_LEADS, metavar="N", help="leads to write (default 1000)"
    )
    parser.epilog = NOT_SEALED


def run(arguments: argparse.Namespace) -> int:
    """Find leads and write them; a fault of the input writes nothing."""
    model, region = _model(arguments.model), _region(arguments.region)
    # Each file is looked at before minutes are spent on resolving.
    reading.check(arguments.records, arguments.mentions, arguments.confirmed, arguments.entities)
    with Progress() as told, resolved(arguments.records, arguments.entities, told) as clusters:
        found = find(
            arguments.records,
            arguments.mentions,
            arguments.confirmed,
            clusters=clusters,
            truth=arguments.truth,
            model=model,
            region=region,
            most=max(arguments.limit, 0),
            told=told,
        )
        told("writing")
        write(found, arguments.out)
    for note in found.notes:
        complain(f"Note: {note}.")
    say(*_summary(found, arguments.out))
    return 0


@contextmanager
def resolved(records: Path, given: Path | None, told: "Progress") -> Iterator[Path]:
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


class Progress:
    """Says on a terminal what is being done, once it takes over two seconds."""

    def __init__(self) -> None:
        self._step = ""
        self._silent = not sys.stderr.isatty()
        self._shown = False
        self._timer = threading.Timer(QUIET_SECONDS, self._show)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._timer.cancel()

    def __call__(self, step: str) -> None:
        """Hear that a step begins."""
        self._step = step
        if self._shown:
            print(f"{step} …", file=sys.stderr, flush=True)

    def _show(self) -> None:
        if not self._silent:
            self._shown = True
            print(f"{self._step} …", file=sys.stderr, flush=True)
