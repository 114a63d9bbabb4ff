"""Houses on PostgreSQL: databases of their own on the server of the tests, and what is there."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import psycopg
from django.db import connection
from psycopg import sql

from tests.journeys import houses
from tests.site.backups.filled import Filled

SETTINGS: Final = ("CLEW_DATABASE_URL", "CLEW_KEYRING_URL")
# One row of every kind about somebody, an event that has no number yet, and a session.
EVERYTHING: Final = f"""
import sys
sys.path.insert(0, {str(Path(__file__).resolve().parents[3])!r})
import django
django.setup()
from clew.ground.accounts.sessions import SessionStore
from clew.ground.audit.chain import Happened, House, put_down
from clew.ground.audit.viewer import looks
from tests.cast import assemble
from tests.site.everything import of_advocate
looks(House())
cast = assemble()
of_advocate(cast, cast.advocate_a)
put_down([Happened("read", "case.opened", cast.advocate_a.actor_id)])
SessionStore().create()
"""
# More than one piece of an archive holds.
MANY_WAIT: Final = """
    INSERT INTO audit_waiting (entry, body, mac)
    SELECT gen_random_uuid(), convert_to(repeat('made up ', 75), 'UTF8'), '\\x00'
    FROM generate_series(1, 5000)
"""
_TABLES: Final = """
    SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'
"""
_WALLS: Final = """
    SELECT relname, relrowsecurity, relforcerowsecurity, polname, pg_get_expr(polqual, polrelid)
    FROM pg_class LEFT JOIN pg_policy ON polrelid = pg_class.oid
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1
"""
_TRIGGERS: Final = """
    SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2
"""
_NUMBERS: Final = "SELECT sequencename, last_value FROM pg_sequences ORDER BY 1"


@contextmanager
def connected(url: str) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """Connect to a database as the house would, and look as it does."""
    with closing(psycopg.connect(url, autocommit=True)) as opened:
        opened.execute("SELECT set_config('clew.member_id', 'house', false)")
        yield opened


def of_tests() -> str:
    """Return the address of a database from which others are made."""
    given = connection.settings_dict
    host = str(given["HOST"]).replace("/", "%2F")
    return f"postgres://{given['USER']}@{host}/postgres"


def databases() -> set[str]:
    """Return the names of all databases on the server, but for those of journeys.

    Those come and go in the other of two workers (`tests/workers.py`).
    """
    with connected(of_tests()) as opened:
        found = opened.execute("SELECT datname FROM pg_database").fetchall()
    return {name for (name,) in found if not name.startswith(houses.BEGIN)}


@contextmanager
def two(like: dict[str, str] | None = None) -> Iterator[dict[str, str]]:
    """Make two databases, empty or as those of a house are. Gives the settings that name them."""
    made: dict[str, str] = {}
    try:
        with connected(of_tests()) as opened:
            for setting in SETTINGS:
                name = f"clew_backups_{secrets.token_hex(6)}"
                pattern = _name(like[setting]) if like else "template0"
                opened.execute(
                    sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                        sql.Identifier(name), sql.Identifier(pattern)
                    )
                )
                made[setting] = urlsplit(of_tests())._replace(path=f"/{name}").geturl()
        yield made
    finally:
        with connected(of_tests()) as opened:
            for url in made.values():
                drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
                opened.execute(drop.format(sql.Identifier(_name(url))))


@contextmanager
def copied(made: Filled, folder: Path) -> Iterator[Filled]:
    """Copy a house, its databases and its backups, to change them."""
    with two(made.settings) as settings:
        shutil.copytree(made.folder, folder / "house")
        shutil.copytree(made.backups, folder / "backups")
        yield replace(made, folder=folder / "house", backups=folder / "backups", settings=settings)


def rows_of(url: str) -> dict[str, list[str]]:
    """Return every row of every table as one text, sorted."""
    with connected(url) as opened:
        names = sorted(name for (name,) in opened.execute(_TABLES).fetchall())
        return {
            name: sorted(
                row
                for (row,) in opened.execute(
                    sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(name))
                ).fetchall()
            )
            for name in names
        }


def guards_of(url: str) -> list[list[tuple[Any, ...]]]:
    """Return the walls and the triggers."""
    with connected(url) as opened:
        return [opened.execute(query).fetchall() for query in (_WALLS, _TRIGGERS)]


def numbers_of(url: str) -> dict[str, int]:
    """Return how far each column that numbers its rows itself has counted."""
    with connected(url) as opened:
        return {name: last or 0 for name, last in opened.execute(_NUMBERS).fetchall()}


def run_on(url: str, statement: str) -> None:
    """Run a statement as whoever owns the database can."""
    with connected(url) as opened:
        opened.execute(statement)


def _name(url: str) -> str:
    return urlsplit(url).path.lstrip("/")
