"""`clew audit verify`: go through the chain of events from the first to the last."""

import argparse
import os

from clew.rules.sources.faults import Fault, WrongInput
from clew.site.cli.streams import complain, say

_NOT_SO = 1


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument(
        "what", choices=["verify"], help="verify: is every event as it was written?"
    )
    parser.add_argument("--data", metavar="DIR", help="folder of a real house (default: CLEW_DATA)")
    parser.add_argument(
        "--deep", action="store_true", help="compare what the pages show of each event too"
    )
    parser.add_argument(
        "--head", metavar="N:DIGEST", default="", help="a head printed earlier, to be found again"
    )


def run(arguments: argparse.Namespace) -> int:
    """Verify. Exit 1 with the first event that is not as it was written."""
    if arguments.data:
        os.environ["CLEW_DATA"] = arguments.data
        os.environ["CLEW_MODE"] = "real"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clew.site.settings")
    from clew.site import house  # noqa: PLC0415 -- reads the environment set above

    if not house.here().root_key.exists():  # looking at a folder must not make a house of it
        raise WrongInput([Fault("--data", "", "a folder without a house", "the folder of one")])
    import django  # noqa: PLC0415 -- loads the database

    django.setup()
    from clew.ground.audit import queries  # noqa: PLC0415 -- after Django is set up
    from clew.ground.audit.chain import START, chain_key  # noqa: PLC0415 -- after Django is set up
    from clew.ground.audit.verifying import compare, verify  # noqa: PLC0415 -- after Django is set up

    wanted, _, digest = arguments.head.partition(":")
    seen = START.hex() if wanted == "0" else ""

    def watched() -> object:
        nonlocal seen
        for seq, body, stored in queries.chain():
            if str(seq) == wanted:
                seen = stored.hex()
            yield seq, body, stored

    found = verify(watched(), key=chain_key())  # type: ignore[arg-type]  # a generator of the same rows
    if found.broken_at is None and arguments.deep:
        found = compare(queries.columns(), found)
    if found.broken_at is not None:
        complain(f"Event {found.broken_at}: {found.because}. {found.events} before it are whole.")
        return _NOT_SO
    if wanted and seen != digest:
        complain(f"The head {wanted} is not in this chain: events were cut off or exchanged.")
        return _NOT_SO
    noun = "event" if found.events == 1 else "events"
    say(f"{found.events} {noun}, all as they were written. Head {found.events}:{found.head}")
    return 0
