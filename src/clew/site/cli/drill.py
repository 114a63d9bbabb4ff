"""`clew drill BACKUP`: restore on trial, prove everything, leave nothing, say how long it took."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from clew.site import databases
from clew.site.cli.houses import add_data, choose
from clew.site.cli.streams import complain, say

if TYPE_CHECKING:
    from clew.site.backups.restoring import Chosen
    from clew.site.environment import Environment

_NOT_SO, _WRONG = 1, 2


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument(
        "backup", metavar="BACKUP", help="a backup folder, or one data archive in it"
    )
    add_data(parser)
    parser.add_argument(
        "--identity",
        metavar="FILE",
        help="an identity to use instead of the house's own for drills",
    )
    parser.add_argument(
        "--temporary",
        metavar="DIR",
        help="where to restore on trial (default: in the house's folder)",
    )
    parser.add_argument("--json", action="store_true", help="print JSON for machines")


def run(arguments: argparse.Namespace) -> int:
    """Drill. Exit 0 when the backup could be restored today, 1 when not, 2 for a wrong call."""
    here = choose(arguments.data)
    import django  # noqa: PLC0415 -- after the house is known

    django.setup()
    from clew.site import house  # noqa: PLC0415 -- after Django is set up
    from clew.site.backups import identities, recipients, restoring  # noqa: PLC0415 -- after Django is set up
    from clew.site.backups.archives import Damaged  # noqa: PLC0415 -- beside the others

    house.for_owner_only()
    started = time.monotonic()
    try:
        chosen = restoring.choose(Path(arguments.backup))
        house.open_beside()
        identity = recipients.drill_identity(here.folder / "keyring")
        if identity is None and not arguments.identity:
            _only_sums(chosen, started, "The house is locked")
            return 0
        given = "" if arguments.identity else str(identity)
        if not databases.on_server(here):
            return _on_trial(arguments, here, given, {})
        from clew.site.backups import scratch  # noqa: PLC0415 -- needs PostgreSQL's library

        try:
            with scratch.databases(here) as settings:
                return _on_trial(arguments, here, given, settings)
        except scratch.MayNotMake as right:
            _only_sums(chosen, started, str(right))
            return 0
        except scratch.NoScratch as refused:
            complain(str(refused))
            return _WRONG
    except Damaged as damaged:
        complain(str(damaged))
        return _NOT_SO
    except (restoring.NoBackup, identities.NoRecipients, house.WrongHouse) as wrong:
        complain(str(wrong))
        return _WRONG


def _only_sums(chosen: "Chosen", started: float, why: str) -> None:
    """Do what can be done without opening anything. Raises `Damaged`."""
    from clew.site.backups import restoring  # noqa: PLC0415 -- after Django is set up

    files = restoring.check_sums(chosen)
    say(
        f"Both archives and {files:,} files are as they were written. "
        f"{time.monotonic() - started:.1f} seconds.",
        f"{why}: sums and headers were checked, and nothing was opened.",
    )


def _on_trial(
    arguments: argparse.Namespace, here: "Environment", identity: str, settings: dict[str, str]
) -> int:
    """Restore in a process of its own, as it would be done on the day it is needed."""
    where = arguments.temporary or here.folder
    with tempfile.TemporaryDirectory(prefix="drill-", dir=where) as folder:
        call = [
            sys.executable, "-m", "clew", "restore", arguments.backup, str(Path(folder) / "house"),
            "--identity", arguments.identity or "-", "--trial",
            "--root-key", str(here.root_key_file or here.root_key),
            *(["--json"] if arguments.json else []),
        ]  # fmt: skip
        done = subprocess.run(  # noqa: S603 -- this very program
            call, input=identity, text=True, check=False, env={**os.environ, **settings}
        )
    return done.returncode
