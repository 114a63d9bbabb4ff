"""`clew init DIR`: a new, empty house for a real charity."""

import argparse
import os
import secrets
from pathlib import Path

from clew.rules.sources.faults import Fault, WrongInput, describe
from clew.site.cli.streams import say

_PASSPHRASE_BYTES = 15


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("folder", metavar="DIR", help="a folder that is empty or not there yet")
    parser.add_argument("--organisation", metavar="NAME", default="Our organisation")
    parser.add_argument("--administrator", metavar="ADDRESS", required=True, help="e-mail address")


def run(arguments: argparse.Namespace) -> int:
    """Make the house. Raises `WrongInput` where something lies already."""
    folder = Path(arguments.folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongInput([Fault("DIR", "", "a folder that is not empty", "an empty or new folder")])
    if "@" not in arguments.administrator:
        found = describe(arguments.administrator)
        raise WrongInput([Fault("--administrator", "", found, "an e-mail address")])
    os.environ["CLEW_MODE"] = "real"
    os.environ["CLEW_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clew.site.settings")
    from clew.site import house  # noqa: PLC0415 -- reads the environment set above

    here = house.here()
    house.make_folders(here)
    import django  # noqa: PLC0415 -- after the folder is there

    django.setup()
    house.bring_up_to_date()
    house.mark("real")
    passphrase = secrets.token_urlsafe(_PASSPHRASE_BYTES)
    from clew.ground.accounts import actions  # noqa: PLC0415 -- after Django is set up

    actions.found(
        organisation=arguments.organisation, email=arguments.administrator, passphrase=passphrase
    )
    say(
        f"A new house stands in {folder}. Nobody is in it but its first administrator.",
        f"Their passphrase, shown this once: {passphrase}",
        "At the first sign-in they set up their second factor; then they invite the others.",
        f"The root key is {here.root_key}. Keep a copy of it apart from every backup of the data:",
        "without it nothing in this house can be read again, and with it everything can.",
        f"Start it with: clew serve --data {folder}",
    )
    return 0
