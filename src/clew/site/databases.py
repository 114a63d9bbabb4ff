"""The two databases of a house: the main one, and the keyring apart from it."""

from typing import Any, Final

import dj_database_url

from clew.rules.sources.faults import Fault, WrongInput
from clew.site.environment import Environment

_SERVER: Final = ("postgres://", "postgresql://")

_SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",  # a writer waits at the start, not in the middle
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;"
            "PRAGMA synchronous=FULL;"  # acknowledged means on the disk
            "PRAGMA foreign_keys=ON;"
            "PRAGMA secure_delete=ON;"  # what is deleted is overwritten
            "PRAGMA temp_store=MEMORY;"  # no readable temporary file
        ),
    },
}


def databases(house: Environment) -> dict[str, Any]:
    """Return Django's settings of both databases."""
    return {
        "default": _database(house.database_url, house, "db", "clew.sqlite3"),
        "keyring": _database(house.keyring_url, house, "keyring", "keyring.sqlite3"),
    }


def on_server(house: Environment) -> bool:
    """Say whether both databases of a house are on PostgreSQL, or both SQLite in its folder.

    Raises:
        WrongInput: one is here and one there.
    """
    urls = (house.database_url, house.keyring_url)
    if not any(urls):
        return False
    if all(url.startswith(_SERVER) for url in urls):
        return True
    names = "CLEW_DATABASE_URL and CLEW_KEYRING_URL"
    wanted = "both as postgres://…, or neither"
    raise WrongInput([Fault("environment", names, "two kinds of database", wanted)])


# Behind row-level security planning a query takes the database ten times as long as answering it:
# each table brings the walls of all that it belongs to. A statement that comes again is prepared,
# and after five times planned no more. Connections are kept for that, and looked at before use.
_PREPARED: Final = {"server_side_binding": True, "prepare_threshold": 2}
_KEPT_SECONDS: Final = 600


def _database(url: str, house: Environment, folder: str, file: str) -> dict[str, Any]:
    if url:
        found: dict[str, Any] = dict(
            dj_database_url.parse(url, conn_max_age=_KEPT_SECONDS, conn_health_checks=True)
        )
        return found | {"OPTIONS": {**found.get("OPTIONS", {}), **_PREPARED}}
    return {**_SQLITE, "NAME": house.folder / folder / file}
