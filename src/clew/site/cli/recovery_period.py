"""`clew recovery-period`: how long a person has to recover and reflect, and until which day."""

import argparse
import re

from clew.rules.law.deadlines import NoPeriod, RecoveryDeadline, in_words, recovery_deadline
from clew.rules.law.facts import EARLIEST, LATEST
from clew.rules.law.periods import Ends
from clew.rules.sources.faults import Fault, WrongInput, describe
from clew.rules.sources.records import parse_date
from clew.rules.sources.states import State
from clew.site.cli.streams import complain, print_json, say

_CODE = re.compile(r"(INT|EU|CETS-197|[A-Z]{2}(-[A-Z0-9]{1,3})?)\Z")
_NOT_SO = 1
_ENDS = {
    Ends.FIXED: "It ends on that day.",
    Ends.AT_LEAST: "It lasts at least until then; it may be longer.",
    Ends.ON_DECISION: "It ends with the decision, whenever that comes.",
}


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument(
        "--jurisdiction", required=True, metavar="CODE", help="ISO 3166 code, such as GB or NL"
    )
    parser.add_argument(
        "--from", required=True, dest="starts", metavar="DATE", help="first day, as YYYY-MM-DD"
    )
    parser.add_argument("--json", action="store_true", help="print JSON for machines")


def run(arguments: argparse.Namespace) -> int:
    """Print the period and its last day; exit 1 with one sentence when there is none."""
    code = arguments.jurisdiction.strip().upper()
    faults = []
    if not _CODE.match(code):
        wanted = "an ISO 3166 code such as GB, GB-SCT or NL"
        faults.append(Fault("--jurisdiction", "", describe(arguments.jurisdiction), wanted))
    try:
        starts = parse_date(arguments.starts)
    except ValueError:
        faults.append(
            Fault("--from", "", describe(arguments.starts), "a day that exists, as YYYY-MM-DD")
        )
    else:
        if not EARLIEST <= starts <= LATEST:
            wanted = f"a day from {EARLIEST} to {LATEST}"
            faults.append(Fault("--from", "", describe(arguments.starts), wanted))
    if faults:
        raise WrongInput(faults)
    try:
        deadline = recovery_deadline(jurisdiction=code, starts_on=starts)
    except NoPeriod as none:
        complain(str(none))
        return _NOT_SO
    if arguments.json:
        print_json(as_json(deadline))
    else:
        say(*in_plain_words(deadline))
    return 0


def as_json(deadline: RecoveryDeadline) -> dict[str, object]:
    """Return the answer in the shape of docs/reference/recovery-period.md, which stays put."""
    period = deadline.period
    length = {"days": period.days} if period.days is not None else {"months": period.months}
    return {
        "jurisdiction": deadline.jurisdiction,
        "from": deadline.starts_on.isoformat(),
        **length,
        "first_day_counts": period.first_day.counts,
        "last_day": deadline.last_day.isoformat(),
        "ends": period.ends,
        "article": period.article,
        "state": period.state,
        "note": deadline.note,
    }


def in_plain_words(deadline: RecoveryDeadline) -> list[str]:
    """Return the answer line by line for a person reading a terminal."""
    period = deadline.period
    checked = "" if period.state is State.VERIFIED else f" ({period.state.in_words})"
    first, last = in_words(deadline.starts_on), in_words(deadline.last_day)
    since = f" In force since {in_words(deadline.since)}." if deadline.since_was_read else ""
    return [
        f"{deadline.country}: {period.length_in_words}{checked}.",
        f"From {first}, the last day is {last}. {_ENDS[period.ends]}",
        f"Source: {period.article}.{since}",
        *([deadline.note] if deadline.note else []),
    ]
