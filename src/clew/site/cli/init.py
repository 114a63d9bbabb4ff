"""`clew init DIR`: a new, empty house for a real charity."""

import argparse
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from clew.rules.sources.faults import Fault, WrongInput, describe
from clew.site.backups.identities import NoRecipients, offline_in
from clew.site.cli import keys
from clew.site.cli.streams import complain, say

if TYPE_CHECKING:
    from clew.site.environment import Environment

_WRONG = 2


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("folder", metavar="DIR", help="a folder that is empty or not there yet")
    parser.add_argument("--organisation", metavar="NAME", default="Our organisation")
    parser.add_argument(
        "--recipient", metavar="AGE1…", action="append", default=[],
        help="a public key of age that opens backups; given twice, else two are made",
    )  # fmt: skip
    parser.add_argument("--administrator", metavar="ADDRESS", required=True, help="e-mail address")
    parser.add_argument(
        "--passphrase",
        action="store_true",
        help="no file of the root key: a passphrase, typed at each start (or piped in now)",
    )
    parser.add_argument(
        "--shares", metavar="DIR", help="folder for three trustee shares (default: beside DIR)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Make the house. Raises `WrongInput` where something lies already."""
    folder = Path(arguments.folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongInput([Fault("DIR", "", "a folder that is not empty", "an empty or new folder")])
    if "@" not in arguments.administrator:
        found = describe(arguments.administrator)
        raise WrongInput([Fault("--administrator", "", found, "an e-mail address")])
    try:
        offline_in(arguments.recipient)
    except NoRecipients as wrong:
        complain(str(wrong))
        return _WRONG
    os.environ["CLEW_MODE"] = "real"
    os.environ["CLEW_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clew.site.settings")
    from clew.site import house  # noqa: PLC0415 -- reads the environment set above

    here = house.here()
    shares = Path(arguments.shares or f"{folder.resolve()}.shares")
    if shares.exists() and (not shares.is_dir() or any(shares.iterdir())):
        found = "a folder that is not empty"
        raise WrongInput([Fault("--shares", "", found, "an empty or new folder")])
    key = _root_key(here, by_passphrase=arguments.passphrase)
    import django  # noqa: PLC0415 -- after the folder is there

    django.setup()
    house.bring_up_to_date()
    from clew.ground.vault import opening, trustees  # noqa: PLC0415 -- after Django is set up

    written = trustees.write(shares, key)
    opening.unlock_new(key)  # and the key is wiped
    house.mark("real")
    from clew.ground.accounts import actions  # noqa: PLC0415 -- after Django is set up
    from clew.site.cli import backup_recipients  # noqa: PLC0415 -- after Django is set up

    _, code = actions.found(organisation=arguments.organisation, email=arguments.administrator)
    say(
        f"A new house stands in {folder}. Nobody is in it but its first administrator.",
        f"Their one-time code, shown this once: {code}",
        "They come in with it at /invited/, within a week: they choose a passphrase and set up",
        "their second factor; then they invite the others.",
        *keys.told(written),
        *_where_the_key_is(here),
        *backup_recipients.give(here, arguments.recipient),
        f"Start it with: clew serve --data {folder}",
    )
    return 0


def _root_key(here: "Environment", *, by_passphrase: bool) -> bytearray:
    """Make the root key of the new house, or take the one it was given. Makes the folders too."""
    from clew.ground.vault import keyfile, passphrases, root, sources  # noqa: PLC0415 -- after DATA is set
    from clew.site import house  # noqa: PLC0415 -- reads the environment

    given = sources.source(here)
    in_folder = not by_passphrase and given is sources.Source.NOWHERE
    if by_passphrase:
        passphrase = house.typed_passphrase()
        house.make_folders(here, key=False)
        try:
            return passphrases.make(here.passphrase_check, passphrase)
        except passphrases.TooShort as short:
            shutil.rmtree(here.folder)  # it holds nothing yet
            found = f"{len(passphrase)} letters"
            wanted = f"at least {passphrases.SHORTEST}"
            raise WrongInput([Fault("--passphrase", "", found, wanted)]) from short
    house.make_folders(here, key=in_folder)
    if not in_folder:
        here.key_elsewhere.touch(mode=0o600)
    try:
        return sources.root_key(here)
    except (keyfile.NoRootKey, root.Locked) as missing:
        shutil.rmtree(here.folder)  # it holds nothing yet
        raise WrongInput([Fault("root key", "", "none", str(missing))]) from missing


def _where_the_key_is(here: "Environment") -> list[str]:
    from clew.ground.vault.sources import Source, source  # noqa: PLC0415 -- after Django is set up

    where = source(here)
    if where is Source.PASSPHRASE:
        return [
            "The root key lies nowhere: it is worked out from the passphrase. Without passphrase",
            "and shares nothing in this house can be read again, by anybody.",
        ]
    if where is not Source.FILE:
        return [f"The root key comes from {where.value}. Keep a copy of it apart."]
    return [
        f"The root key is {here.root_key}. Keep a copy of it apart from every backup of the data:",
        "without it nothing in this house can be read again, and with it everything can.",
    ]
