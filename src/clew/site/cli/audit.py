"""`clew audit`: verify the chain of events, and list the heads that the house has signed."""

import argparse
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from clew.rules.sources.faults import Fault, WrongInput
from clew.site.cli.streams import complain, say

_NOT_SO: Final = 1
_WRONG: Final = 2
_LONGEST_LINE: Final = 2000  # a signed head is some 400 characters


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument(
        "what",
        choices=["verify", "heads"],
        help="verify: is every event as it was written? heads: what the house signed, one a line",
    )
    parser.add_argument("--data", metavar="DIR", help="folder of a real house (default: CLEW_DATA)")
    parser.add_argument(
        "--deep",
        action="store_true",
        help="verify: compare what the pages show of each event, and the rows themselves, too",
    )
    parser.add_argument(
        "--head", metavar="N:DIGEST", default="", help="verify: a head printed earlier"
    )
    parser.add_argument(
        "--heads", metavar="FILE", default="", help="verify: heads that were kept elsewhere"
    )
    parser.add_argument(
        "--from-backup",
        metavar="BACKUP",
        default="",
        help="verify: what a backup folder, an archive, or a database brought back from one knows "
        "must be the beginning of this one",
    )


def run(arguments: argparse.Namespace) -> int:
    """Verify, or list. Exit 1 with the first event that is not as it was written."""
    if arguments.data:
        os.environ["CLEW_DATA"] = arguments.data
        os.environ["CLEW_MODE"] = "real"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clew.site.settings")
    from clew.site import house  # noqa: PLC0415 -- reads the environment set above

    if not house.here().holds_house:  # looking at a folder must not make a house of it
        raise WrongInput([Fault("--data", "", "a folder without a house", "the folder of one")])
    import django  # noqa: PLC0415 -- loads the database

    django.setup()
    try:
        if not house.open_beside():
            house.ask_for_key(house.here())
    except house.WrongHouse as wrong:
        complain(str(wrong))
        return _WRONG
    return _list_heads() if arguments.what == "heads" else _verify(arguments)


def _list_heads() -> int:
    from clew.ground.audit import heads  # noqa: PLC0415 -- after Django is set up

    complain(f"The public key of this house is {heads.public_key()}")
    for found in heads.kept():
        say(json.dumps(found.as_dict(), sort_keys=True))
    return 0


def _verify(arguments: argparse.Namespace) -> int:
    from clew.ground.audit import heads, queries, whole  # noqa: PLC0415 -- after Django is set up
    from clew.site.backups.archives import Damaged  # noqa: PLC0415 -- loads age

    try:
        wanted = whole.kept_heads()
        for found in _read_heads(arguments.heads):
            whole.want(wanted, found.seq, found.digest)
        for seq, digest in _told(arguments.head):
            whole.want(wanted, seq, digest)
        for seq, digest in _from_backup(arguments.from_backup):
            whole.want(wanted, seq, digest)
    except (heads.NotGenuine, whole.TwoHistories, Damaged) as wrong:
        complain(str(wrong))
        return _NOT_SO
    result = whole.verified(wanted, deep=arguments.deep)
    if result.broken_at is not None:
        complain(
            f"Event {result.broken_at}: {result.because}. {result.events} before it are whole."
        )
        return _NOT_SO
    noun = "event" if result.events == 1 else "events"
    waiting = queries.waiting()
    left = f" {waiting} more not sealed yet." if waiting else ""
    say(
        f"{result.events} {noun}, all as they were written.{left} "
        f"Head {result.events}:{result.head}"
    )
    return 0


def _told(text: str) -> list[tuple[int, str]]:
    if not text:
        return []
    number, _, digest = text.partition(":")
    if not number.isascii() or not number.isdigit() or not digest:
        raise WrongInput([Fault("--head", "", "another text", "N:DIGEST as it was printed")])
    return [(int(number), digest)]


def _read_heads(path: str) -> list[Any]:
    """Read heads from a file, one a line, as `clew audit heads` prints them."""
    if not path:
        return []
    from clew.ground.audit import heads  # noqa: PLC0415 -- after Django is set up

    found = []
    for number, line in enumerate(_lines(path), 1):
        try:
            given: Mapping[str, object] = json.loads(line)
        except ValueError as error:
            fault = Fault("--heads", f"line {number}", "no JSON", "a head as it was printed")
            raise WrongInput([fault]) from error
        found.append(heads.check_signed_head(given, key=heads.public_key()))
    return found


def _lines(path: str) -> list[str]:
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        fault = Fault(
            "--heads", "", "a file that cannot be read", "one that `clew audit heads` made"
        )
        raise WrongInput([fault]) from error
    lines = [line for line in text.splitlines() if line.strip()]
    if any(len(line) > _LONGEST_LINE for line in lines):
        fault = Fault("--heads", "", "a line far too long", "one head a line")
        raise WrongInput([fault])
    return lines


def _from_backup(path: str) -> list[tuple[int, str]]:
    if not path:
        return []
    from clew.ground.audit import whole  # noqa: PLC0415 -- after Django is set up
    from clew.site import house  # noqa: PLC0415 -- as above
    from clew.site.backups import identities, recipients, witness  # noqa: PLC0415 -- loads age

    if witness.is_backup(Path(path)):
        folder = house.here().folder
        try:
            identity = recipients.drill_identity(folder / "keyring")
            return witness.head_in(Path(path), identity, beside=folder)
        except (witness.NoWitness, identities.NoRecipients, identities.WrongIdentity) as error:
            found = str(error).rstrip(".")
            raise WrongInput(
                [Fault("--from-backup", "", found, "a backup of this house")]
            ) from error
    try:
        return whole.head_of_backup(Path(path))
    except whole.NoSuchBackup as error:
        fault = Fault(
            "--from-backup", "", "a file that is no database of a house", "one of this house"
        )
        raise WrongInput([fault]) from error
