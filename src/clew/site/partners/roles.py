"""The database roles of a house on PostgreSQL: making them, and refusing a wrong one at start.

Row-level security holds for nobody who is a superuser or above it (BYPASSRLS), and what a role is
not granted counts for nothing if it is a member of one that is. So a process looks at its own role
before it opens anything.
"""

from collections.abc import Iterator
from typing import Final

from django.db import connections

from clew.ground.vault.partner_rows import PARTNER
from clew.ground.vault.router import KEYRING, MAIN
from clew.site.house import WrongHouse
from clew.site.partners.grants import FUNCTIONS, TABLES

HOUSE: Final = "clew_app"
ALIASES: Final = (MAIN, KEYRING)
_ABOVE: Final = (
    "SELECT rolsuper OR rolbypassrls, current_user FROM pg_roles WHERE rolname = current_user"
)
_OWNER: Final = "SELECT tableowner FROM pg_tables WHERE schemaname = 'public' AND tablename = %s"


def statements(alias: str) -> Iterator[str]:
    """Yield what makes the roles in one database, and grants them what stands in the list.

    A role that owns the tables is left as it is: it is the one that brings them up to date.
    """
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname IN (%s, %s)", [HOUSE, PARTNER])
        there = {name for (name,) in cursor.fetchall()}
        cursor.execute(_OWNER, ["django_migrations"])
        found = cursor.fetchone()
        owner = found[0] if found else ""
    roles = [role for role in (HOUSE, PARTNER) if role != owner]
    for role in roles:
        if role not in there:
            yield f"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS"
    for role in roles:
        yield f"GRANT USAGE ON SCHEMA public TO {role}"
        for table, grants in TABLES[alias].items():
            yield f"REVOKE ALL ON {table} FROM {role}"
            given = grants.partner if role == PARTNER else grants.house
            if given:
                yield f"GRANT {', '.join(given)} ON {table} TO {role}"
        for function in FUNCTIONS[alias]:
            yield f"GRANT EXECUTE ON FUNCTION {function} TO {role}"


def check_house() -> None:
    """Refuse to serve a house under a role that PostgreSQL holds no wall against.

    Raises:
        WrongHouse: the role is a superuser, above row-level security, or the partners' own.
    """
    for alias in ALIASES:
        role = _checked(alias)
        if role == PARTNER:
            msg = (
                f"{PARTNER} is the role of the process for partners: serve the house under {HOUSE}."
            )
            raise WrongHouse(msg)


def check_partner() -> None:
    """Refuse to serve partners except under their own role, and with no more than the list grants.

    Raises:
        WrongHouse: it is SQLite, another role, one that is above the walls, or one that may read
            a table that is closed to it.
    """
    for alias in ALIASES:
        if connections[alias].vendor != "postgresql":
            msg = (
                "The profile partner needs PostgreSQL (CLEW_DATABASE_URL, CLEW_KEYRING_URL): on "
                "SQLite one process holds everything, and partners are given packages."
            )
            raise WrongHouse(msg)
        if _checked(alias) != PARTNER:
            msg = f"The profile partner connects as {PARTNER}, and not as another role."
            raise WrongHouse(msg)
        open_ones = readable(alias)
        if open_ones:
            msg = (
                f"{PARTNER} may read {', '.join(open_ones[:3])}, which is closed to it: "
                "run `clew database-roles --apply` as the owner of the tables."
            )
            raise WrongHouse(msg)


def readable(alias: str) -> list[str]:
    """Return the tables that this role can read some column of, and that are closed to partners."""
    closed = [
        table
        for table, grants in TABLES[alias].items()
        if not any(given.startswith("SELECT") for given in grants.partner)
    ]
    with connections[alias].cursor() as cursor:
        cursor.execute(
            """SELECT name FROM unnest(%s::text[]) name WHERE to_regclass(name) IS NOT NULL
            AND has_any_column_privilege(current_user, name, 'SELECT') ORDER BY name""",
            [closed],
        )
        return [name for (name,) in cursor.fetchall()]


def _checked(alias: str) -> str:
    """Return the role of a connection; empty on SQLite. Raises `WrongHouse` where it is above."""
    if connections[alias].vendor != "postgresql":
        return ""
    with connections[alias].cursor() as cursor:
        cursor.execute(_ABOVE)
        above, role = cursor.fetchone()
    if above:
        msg = (
            f"The role {role} is above row-level security, so that no wall of the database holds: "
            "connect as one with NOSUPERUSER NOBYPASSRLS (clew database-roles prints them)."
        )
        raise WrongHouse(msg)
    return str(role)
