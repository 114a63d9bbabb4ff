"""Runs one bench by its name, or lists them."""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from bench import (
    audit_alterations,
    audit_reads,
    audit_verify,
    classify,
    drill,
    firewall,
    framing,
    framing_weights,
    kills,
    leads,
    linkage,
    linkage_growth,
    linkage_history,
    load,
    match,
    match_sealed,
    not_found,
    offline_step,
    people_search,
    races,
    screening_step,
    sealed_list,
    spark,
)

DONE, WRONG = 0, 2


@dataclass(frozen=True, slots=True)
class Bench:
    """One bench: what it measures, and what runs it."""

    measures: str
    run: Callable[[date, bool], None]


BENCHES = {
    "audit": Bench(
        "fifty readers at once with their trace, beside a transaction each and no trace",
        audit_reads.run,
    ),
    "audit-alterations": Bench(
        "random alterations of a house's audit: how many are not found", audit_alterations.run
    ),
    "verify": Bench(
        "verifying a chain, plainly and deep, beside the bare digests", audit_verify.run
    ),
    "classify": Bench(
        "the price of reasons: `clew classify` beside the bare decision table", classify.run
    ),
    "framing": Bench(
        "wordings that blur smuggling and trafficking: how right and how fast, beside words alone",
        framing.run,
    ),
    "not-found": Bench(
        "whether the clock tells somebody else's file from one that is not there", not_found.run
    ),
    "offline-step": Bench(
        "one step of an interview without network, in a real browser", offline_step.run
    ),
    "people-search": Bench(
        "finding a sealed name by its index, beside opening all the names", people_search.run
    ),
    "sealed-list": Bench(
        "the price of sealing: a traced page of 50 people beside the same page plain",
        sealed_list.run,
    ),
    "screening-step": Bench(
        "one step of an interview while 100,000 screenings are stored, and keeping it for later",
        screening_step.run,
    ),
    "framing-weights": Bench(
        "the weights of the framing checker, learnt anew; measured on authors and kinds not seen",
        framing_weights.run,
    ),
    "races": Bench(
        "what a withdrawal stops: 1,000 races against a release, with the guard off beside",
        races.run,
    ),
    "kills": Bench(
        "200 SIGKILLs while people write: what was acknowledged and lost, and a control",
        kills.run,
    ),
    "drill": Bench("backup and drill of 10,000 cases and 2 GB, beside tar and sums", drill.run),
    "linkage": Bench(
        "resolving two made worlds at three sizes, beside plain Splink 5", linkage.run
    ),
    "spark": Bench(
        "whether Spark answers as one machine does, at three sizes, and what it takes", spark.run
    ),
    "firewall": Bench(
        "what closed fields reach the process for partners, asked ten thousand times: none",
        firewall.run,
    ),
    "leads": Bench(
        "who else may be held: leads on a generator not trained on, beside PageRank and others",
        leads.run,
    ),
    "match": Bench("one record against a standing index of a million, beside Splink 5", match.run),
    "match-sealed": Bench(
        "one record against a circle's sealed index, on SQLite and PostgreSQL", match_sealed.run
    ),
    "load": Bench("two hundred people at work on one served house on PostgreSQL", load.run),
}


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence and leaves with 2, as every command does."""

    def error(self, message: str) -> None:  # type: ignore[override]
        _complain(f"{self.prog}: {message}.")
        raise SystemExit(WRONG)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one bench. Returns 0 when it is done, 2 when the call is wrong."""
    parser = _Parser(prog="clew bench", description="Measure one published figure anew.")
    parser.add_argument("name", nargs="?", metavar="NAME", help="without it: lists them")
    parser.add_argument(
        "sets",
        nargs="*",
        type=Path,
        metavar="SET",
        help="of framing: coded sentences, JSON lines (default: the held sets of bench)",
    )
    parser.add_argument("--quick", action="store_true", help="small sizes; nothing is written")
    parser.add_argument(
        "--date",
        type=date.fromisoformat,
        default=datetime.now(tz=UTC).date(),
        metavar="YYYY-MM-DD",
        help="the day to write beside the figures (default: today)",
    )
    parser.add_argument(
        "--growth", action="store_true", help="of linkage: from ten thousand records to a million"
    )
    parser.add_argument(
        "--five-million", action="store_true", help="with --growth: five million records too"
    )
    parser.add_argument(
        "--history",
        type=Path,
        metavar="FILE",
        help="of linkage: a table of historical figures instead of made worlds, whose record_id "
        "is a person, a dash and a number; it is not part of the project",
    )
    given = parser.parse_args(arguments)
    if given.name is None:
        for name, bench in BENCHES.items():
            print(f"{name:14} {bench.measures}")
        return DONE
    if given.name not in BENCHES:
        _complain(f"There is no bench of that name; there is {', '.join(BENCHES)}.")
        return WRONG
    if given.sets:
        return _framing(given)
    if given.history:
        if given.name != "linkage" or not given.history.is_file():
            _complain("--history is of the bench linkage, and needs a table, Parquet.")
            return WRONG
        linkage_history.run(given.date, given.quick, given.history)
        return DONE
    if given.growth or given.five_million:
        if given.name != "linkage" or not given.growth:
            _complain("--growth is of the bench linkage, and --five-million needs --growth.")
            return WRONG
        linkage_growth.run(given.date, given.quick, five_million=given.five_million)
        return DONE
    BENCHES[given.name].run(given.date, given.quick)
    return DONE


def _framing(given: argparse.Namespace) -> int:
    """Run the bench that reads sets."""
    if given.name != "framing" or not all(file.is_file() for file in given.sets):
        _complain("SET is of the bench framing, and needs files of coded sentences, jsonl.")
        return WRONG
    try:
        framing.run(given.date, given.quick, given.sets)
    except ValueError as wrong:
        _complain(f"{wrong}.")
        return WRONG
    return DONE


def _complain(sentence: str) -> None:
    print(sentence, file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
