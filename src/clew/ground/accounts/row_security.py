"""The second wall: PostgreSQL itself shows a row only to whom it may be shown.

Queries name their viewer; this repeats it below them, so that a query which forgets shows nothing.
`RowSecurity` is an operation of migrations, one for each table about a person. SQLite has no such
wall and skips it.

In a policy these functions stand for who looks (see `looking` in `ground.audit.viewer`):
`clew_is_house()`, `clew_member()`, `clew_organisation()`, `clew_has('role', …)`, `clew_circles()`.
Write them as `(SELECT clew_member())`: then they are asked once for a statement, not for a row.
"""

from typing import Final

from clew.ground.vault.partner_rows import OnPostgreSQL

_HOUSE: Final = "(SELECT clew_is_house())"


class RowSecurity(OnPostgreSQL):
    """Put a wall around the rows of one table, the table's owner included.

    Args:
        table: name of the table.
        seen: SQL that says which rows who looks may see, change and delete.
        kept: SQL that says how a row may be after a change; as `seen` unless it is given.
        before: the wall that this one replaces, to be put up again on the way back.
    """

    def __init__(
        self, table: str, seen: str, kept: str = "", *, before: "RowSecurity | None" = None
    ) -> None:
        """Keep what the policy says."""
        self.before = before
        self.table = table
        self.seen = seen
        self.kept = kept or seen

    def forwards(self) -> tuple[str, ...]:
        """Build the wall; one that stands is replaced."""
        return (*self._down(), *self._up())

    def backwards(self) -> tuple[str, ...]:
        """Take the wall down, and put up the one before it."""
        former = () if self.before is None else self.before._up()  # noqa: SLF001 -- its own kind
        return (*self._down(), *former)

    def describe(self) -> str:
        """Say what it does."""
        return f"Row-level security on {self.table}"

    def _up(self) -> tuple[str, ...]:
        return (
            f"ALTER TABLE {self.table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {self.table} FORCE ROW LEVEL SECURITY",
            f"""CREATE POLICY clew_rows ON {self.table}
            USING ({_HOUSE} OR {self.seen}) WITH CHECK ({_HOUSE} OR {self.kept})""",
        )

    def _down(self) -> tuple[str, ...]:
        return (
            f"DROP POLICY IF EXISTS clew_rows ON {self.table}",
            f"ALTER TABLE {self.table} NO FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY",
        )


def through(parent: str, column: str, table: str) -> str:
    """Return SQL for: who may see the row of another table that this one belongs to.

    The other table has a wall of its own, so asking it is enough.
    """
    return f"EXISTS (SELECT 1 FROM {parent} up WHERE up.id = {table}.{column})"  # noqa: S608 -- names of migrations, no value


def of_person(table: str) -> str:
    """Return SQL for: who may see the person a row is about."""
    return through("people_person", "person_id", table)
