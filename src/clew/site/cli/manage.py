"""`clew manage …`: Django's own commands, with Clew's settings."""

import argparse
import os
from typing import Final

from clew.site.cli.streams import complain

_WRONG: Final = 2
# These change nothing in a house, so they may run beside one that is served.
_BESIDE: Final = frozenset(
    {
        "check", "compilemessages", "diffsettings", "findstatic", "help", "makemessages",
        "makemigrations", "showmigrations", "sqlmigrate",
    }
)  # fmt: skip


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments: all of them are Django's."""
    parser.add_argument("words", nargs=argparse.REMAINDER, metavar="…", help="as for manage.py")


def run(arguments: argparse.Namespace) -> int:
    """Hand over to Django, alone with the house where there is one: what it does may write."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clew.site.settings")
    import django  # noqa: PLC0415 -- loads the database
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- loads Django

    django.setup()
    from clew.ground.audit.chain import House  # noqa: PLC0415 -- after Django is set up
    from clew.ground.audit.viewer import looking  # noqa: PLC0415 -- after Django is set up
    from clew.site import house  # noqa: PLC0415 -- reads the environment

    call = ["clew manage", *arguments.words]
    folder = house.here().folder
    if not arguments.words or arguments.words[0] in _BESIDE or not folder.is_dir():
        execute_from_command_line(call)
        return 0
    try:
        with house.alone(folder), looking(House()):
            execute_from_command_line(call)
    except house.Served as served:
        complain(str(served))
        return _WRONG
    return 0
