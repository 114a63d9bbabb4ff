"""`clew backup DIR`: both archives and the files they name, beside a house that may be in use."""

import argparse
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from clew.rules.sources.faults import Fault, WrongInput
from clew.site import databases
from clew.site.cli.houses import add_data, choose
from clew.site.cli.streams import complain, print_json, say

if TYPE_CHECKING:
    from clew.site.backups.making import Made

_NOT_SO, _WRONG = 1, 2
_MEGABYTE = 1_000_000


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("folder", metavar="DIR", nargs="?", help="folder of the backups")
    add_data(parser)
    parser.add_argument(
        "--make-recipients", action="store_true",
        help="make new identities that open backups from now on, show them once, and stop",
    )  # fmt: skip
    parser.add_argument(
        "--recipient", metavar="AGE1…", action="append", default=[],
        help="with --make-recipients: a public key to use instead; given twice",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print JSON for machines")


def run(arguments: argparse.Namespace) -> int:
    """Back up. Exit 1 when what was written was not read back so, 2 when it cannot be made."""
    here = choose(arguments.data)
    if not arguments.folder and not arguments.make_recipients:
        raise WrongInput([Fault("DIR", "", "no folder", "the folder of the backups")])
    databases.on_server(here)  # or one here and one there: said before anything is done
    import django  # noqa: PLC0415 -- after the house is known

    django.setup()
    from clew.ground.vault import tombstones  # noqa: PLC0415 -- after Django is set up
    from clew.site import house  # noqa: PLC0415 -- after Django is set up
    from clew.site.backups import identities, making, recipients, snapshots  # noqa: PLC0415 -- after Django is set up
    from clew.site.backups.archives import Damaged  # noqa: PLC0415 -- beside the others
    from clew.site.cli import backup_recipients  # noqa: PLC0415 -- after Django is set up

    house.for_owner_only()
    try:
        is_open = house.open_beside()
        if arguments.make_recipients and not is_open:
            house.ask_for_key(here)
        if arguments.make_recipients:
            say(*backup_recipients.give(here, arguments.recipient))
            return 0
        keyring = here.folder / "keyring"
        identity = recipients.drill_identity(keyring)
        made = making.make(
            here, Path(arguments.folder), recipients=recipients.of(keyring), identity=identity,
            now=datetime.now(UTC),
        )  # fmt: skip
    except Damaged as damaged:
        complain(str(damaged))
        return _NOT_SO
    except (
        identities.NoRecipients, snapshots.NoSnapshot, tombstones.TornFile, house.WrongHouse,
    ) as wrong:  # fmt: skip
        complain(str(wrong))
        return _WRONG
    except OSError as error:
        complain(f"No backup was made: {(error.strerror or type(error).__name__).lower()}.")
        return _WRONG
    _tell(made, as_json=arguments.json)
    return 0


def _tell(made: "Made", *, as_json: bool) -> None:
    if as_json:
        print_json(asdict(made) | {"data": str(made.data.path), "keyring": str(made.keyring.path)})
        return
    how = "opened again and compared" if made.data.opened else "read back by their sums only"
    say(
        f"{made.data.path} ({made.data.size / _MEGABYTE:.1f} MB)",
        f"{made.keyring.path} ({made.keyring.size / _MEGABYTE:.1f} MB)",
        f"Both were {how}. {made.files} files belong to them, {made.new_files} of them new here.",
    )
    if not made.data.opened:
        say("The house is locked: unlock it and run `clew drill`, which opens what was written.")
    if made.taken_away:
        say(f"{made.taken_away} older archives have had their time and were taken away.")
    say(f"Head {made.head}" if made.head else "No event was written yet.")
