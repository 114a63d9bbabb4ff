"""`clew database-roles`: what each role of the database may do, printed or applied."""

import argparse
from typing import Final

from clew.site.cli import houses
from clew.site.cli.streams import complain, say

_WRONG: Final = 2


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    houses.add_data(parser)
    parser.add_argument(
        "--apply",
        action="store_true",
        help="carry it out, as the owner of the tables that the settings connect as",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the SQL for both databases, or carry it out in each as one transaction."""
    houses.choose(arguments.data)
    import django  # noqa: PLC0415 -- loads the database

    django.setup()
    from django.db import DatabaseError, connections, transaction  # noqa: PLC0415 -- as above

    from clew.site.partners import roles  # noqa: PLC0415 -- as above

    if any(connections[alias].vendor != "postgresql" for alias in roles.ALIASES):
        complain("Database roles are PostgreSQL's: on SQLite there is one process, and no role.")
        return _WRONG
    for alias in roles.ALIASES:
        try:
            with transaction.atomic(using=alias):
                statements = list(roles.statements(alias))
                if arguments.apply:
                    _carry_out(alias, statements)
                else:
                    say(f"-- In the {alias} database:", *(f"{each};" for each in statements))
        except DatabaseError as error:
            complain(
                f"The roles of the {alias} database could not be set ({type(error).__name__}): let "
                "an administrator of the database carry out what `clew database-roles` prints."
            )
            return _WRONG
    if arguments.apply:
        say("The roles may do what stands in the list, and nothing else.")
    return 0


def _carry_out(alias: str, statements: list[str]) -> None:
    from django.db import connections  # noqa: PLC0415 -- loads the database

    with connections[alias].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
