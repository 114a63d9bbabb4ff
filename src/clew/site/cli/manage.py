"""`clew manage …`: Django's own commands, with Clew's settings."""

import argparse
import os


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments: all of them are Django's."""
    parser.add_argument("words", nargs=argparse.REMAINDER, metavar="…", help="as for manage.py")


def run(arguments: argparse.Namespace) -> int:
    """Hand over to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clew.site.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- loads Django

    execute_from_command_line(["clew manage", *arguments.words])
    return 0
