"""`clew import htcds FILE`: records of another system, all of them or none."""

import argparse
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from clew.rules.exchange.htcds import crosswalk
from clew.site.cli import houses, showing
from clew.site.cli.streams import (
    STANDARD_INPUT,
    Progress,
    bytes_at,
    complain,
    print_json,
    read_input,
    say,
)

if TYPE_CHECKING:
    from clew.rules.exchange.records import Reading

_MOST_CODES = 20


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("standard", choices=["htcds"], help="whose columns the table has")
    parser.add_argument(
        "file", metavar="FILE", help="CSV with the names of HTCDS 2.0; - for standard input"
    )
    parser.add_argument(
        "--check", action="store_true", help="only read the file and say what would be; no house"
    )
    showing.add_who(parser)
    houses.add_data(parser)
    parser.add_argument("--json", action="store_true", help="print JSON for machines")
    parser.epilog = (
        "Whoever is named by --as stands by these people from then on. A tick for consent in the "
        "table opens nothing here, and what is not known stays unknown."
    )


def run(arguments: argparse.Namespace) -> int:
    """Read the table; without `--check`, take it into a house. Exit 2 with a sentence a fault."""
    from clew.rules.exchange.records import read_records  # noqa: PLC0415 -- reads the data files

    raw, name = read_input(arguments.file)
    # A day further east is a day ahead; the house asks again, by the day where the member works.
    reading = read_records(raw, name=name, on=datetime.now(UTC).date())
    if arguments.check:
        return _say(arguments, reading, [])
    who = showing.who_asks(arguments, taken=arguments.file == STANDARD_INPUT)
    here = houses.choose(arguments.data)
    from clew.site import control, house  # noqa: PLC0415 -- loads Django

    told: list[str] = []
    try:
        with bytes_at(arguments.file, raw) as path, Progress() as step:
            step("taking the records in")
            code = control.carry_out(here, "htcds.import", told.append, file=path, name=name, **who)
    except (control.Refused, house.WrongHouse) as refused:
        complain(str(refused))
        return 2
    done: dict[str, Any] = json.loads(told[-1])
    return _say(arguments, reading, done["codes"]) or code


def _say(arguments: argparse.Namespace, reading: "Reading", codes: list[str]) -> int:
    without = reading.without_counterpart
    if arguments.json:
        print_json(
            {
                "rows": len(reading.records),
                "imported": codes,
                "without_counterpart": [
                    {"field": each.field, "code": each.code, "rows": each.rows} for each in without
                ],
                "notes": list(reading.notes),
                "crosswalk": {
                    "version": crosswalk().version, "state": crosswalk().state.value,
                },
            }
        )  # fmt: skip
        return 0
    for note in reading.notes:
        complain(f"Note: {note}")
    rows = f"{len(reading.records):,} row{'s' * (len(reading.records) != 1)}"
    if arguments.check:
        say(f"{rows} can be taken in. Nothing was.")
    else:
        shown = ", ".join(codes[:_MOST_CODES])
        more = f" and {len(codes) - _MOST_CODES:,} more" if len(codes) > _MOST_CODES else ""
        say(f"{rows} taken in. The people are here by these codes: {shown}{more}.")
    say(*(each.sentence for each in without))
    say(
        f"The crosswalk (version {crosswalk().version}) is this project's own: "
        f"{crosswalk().state.in_words}."
    )
    return 0
