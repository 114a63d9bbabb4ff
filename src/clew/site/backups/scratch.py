"""Two databases for a drill, beside those of the house and gone when it ends.

They are made by the house's own role, which needs the right to make databases. Their names are the
same each time, so what a drill that was killed has left is removed by the next.
"""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Final
from urllib.parse import urlsplit

from django.db import Error, connections
from psycopg import Error as ServerError
from psycopg import errors, sql

from clew.ground.vault.router import KEYRING, MAIN
from clew.site.backups import server
from clew.site.environment import Environment
from clew.site.house import held_alone

_LOCK: Final = "drill.lock"


class NoScratch(Exception):
    """No databases can be made for a drill. The message says why, in one sentence."""


class MayNotMake(NoScratch):
    """The role of the house has no right to make databases."""


@contextmanager
def databases(house: Environment) -> Iterator[dict[str, str]]:
    """Make two empty databases, and drop them at the end. Gives the settings that name them.

    Raises:
        MayNotMake: the role may not.
        NoScratch: the server refuses for another reason.
        house.Served: another drill is under way.
    """
    found = {}
    with ExitStack() as held:
        held.enter_context(held_alone(house.folder / _LOCK, "Another drill is under way."))
        for alias, setting, url in (
            (MAIN, "CLEW_DATABASE_URL", house.database_url),
            (KEYRING, "CLEW_KEYRING_URL", house.keyring_url),
        ):
            name = _name(alias)
            held.callback(_drop, alias, name)
            _make(alias, name)
            found[setting] = urlsplit(url)._replace(path=f"/{name}").geturl()
        yield found


def _name(alias: str) -> str:
    of = hashlib.sha256(str(connections[alias].settings_dict["NAME"]).encode()).hexdigest()[:12]
    return f"clew_drill_{'data' if alias == MAIN else alias}_{of}"


def _make(alias: str, name: str) -> None:
    """Make an empty database; one of the same name was left by a drill that was killed."""
    _drop(alias, name)
    made = sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name))
    try:
        with server.connected(alias) as opened:
            opened.execute(made)
    except errors.InsufficientPrivilege as error:
        msg = "The role of this house may not make databases for a drill (CREATEDB)"
        raise MayNotMake(msg) from error
    except (Error, ServerError) as error:
        msg = f"No database could be made for the drill: {type(error).__name__}."
        raise NoScratch(msg) from error


def _drop(alias: str, name: str) -> None:
    gone = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    try:
        with server.connected(alias) as opened:
            opened.execute(gone)
    except (Error, ServerError) as error:
        msg = f"The database {name} of a drill could not be dropped: {type(error).__name__}."
        raise NoScratch(msg) from error
