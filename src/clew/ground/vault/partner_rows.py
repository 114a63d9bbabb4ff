"""Operations of migrations for the process for partners, which is a role of PostgreSQL's own.

They stand here, below everything, because the keyring's own rows are among them. SQLite skips them.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Final

from django.db import router
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

PARTNER: Final = "clew_partner"


class OnPostgreSQL(Operation, ABC):
    """Statements that PostgreSQL alone carries out, and those that undo them. SQLite skips both."""

    reversible = True
    reduces_to_sql = True

    @abstractmethod
    def forwards(self) -> Sequence[str]:
        """Return what is carried out."""

    @abstractmethod
    def backwards(self) -> Sequence[str]:
        """Return what undoes it."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing that Django keeps."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002 -- Django's signature
        to_state: ProjectState,  # noqa: ARG002 -- Django's signature
    ) -> None:
        """Carry them out, where the table stands in this database."""
        for statement in self.forwards() if _builds(app_label, schema_editor) else ():
            schema_editor.execute(statement)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002 -- Django's signature
        to_state: ProjectState,  # noqa: ARG002 -- Django's signature
    ) -> None:
        """Undo them."""
        for statement in self.backwards() if _builds(app_label, schema_editor) else ():
            schema_editor.execute(statement)


class PartnerRows(OnPostgreSQL):
    """Show the process for partners some rows of a table only; everybody else sees what they saw.

    Not for the table's owner, who brings tables up to date.

    Args:
        table: name of the table.
        seen: SQL that says which rows it may see, change and delete.
        kept: SQL that says how a row may be after a change; as `seen` unless it is given.
    """

    def __init__(self, table: str, seen: str, kept: str = "") -> None:
        """Keep what the policy says."""
        self.table, self.seen, self.kept = table, seen, kept or seen

    def forwards(self) -> tuple[str, ...]:
        """Build the wall."""
        return (
            f"ALTER TABLE {self.table} ENABLE ROW LEVEL SECURITY",
            f"""CREATE POLICY clew_partner_rows ON {self.table}
            USING (current_user <> '{PARTNER}' OR ({self.seen}))
            WITH CHECK (current_user <> '{PARTNER}' OR ({self.kept}))""",
        )

    def backwards(self) -> tuple[str, ...]:
        """Take the wall down."""
        return (
            f"DROP POLICY clew_partner_rows ON {self.table}",
            f"ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY",
        )

    def describe(self) -> str:
        """Say what it does."""
        return f"Rows of {self.table} for the process for partners"


class Statements(OnPostgreSQL):
    """Statements as they are written, with those that undo them."""

    def __init__(self, forwards: Sequence[str], backwards: Sequence[str]) -> None:
        """Keep them."""
        self._forwards, self._backwards = forwards, backwards

    def forwards(self) -> Sequence[str]:
        """Return what is carried out."""
        return self._forwards

    def backwards(self) -> Sequence[str]:
        """Return what undoes it."""
        return self._backwards

    def describe(self) -> str:
        """Say what it does."""
        return "Statements for PostgreSQL"


def _builds(app_label: str, schema_editor: BaseDatabaseSchemaEditor) -> bool:
    database = schema_editor.connection
    return bool(database.vendor == "postgresql" and router.allow_migrate(database.alias, app_label))
