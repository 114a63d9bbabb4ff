"""`clew settings`: the settings that the environment can give, and what each is for."""

import argparse

from clew.site.cli.streams import print_json, say
from clew.site.environment import SETTINGS


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("--json", action="store_true", help="print JSON for machines")


def run(arguments: argparse.Namespace) -> int:
    """List the settings."""
    if arguments.json:
        print_json(SETTINGS)
    else:
        say(*(f"{name:22} {meaning}" for name, meaning in SETTINGS.items()))
    return 0
