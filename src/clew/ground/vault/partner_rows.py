"""Operations of migrations for the process for partners, which is a role of PostgreSQL's own.

They stand here, below everything, because the keyring's own rows are among them. SQLite skips them.
"""

from collections.abc import Sequence
from typing import Final

from django.db import router
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

PARTNER: Final = "clew_partner"


class PartnerRows(Operation):
    """Show the process for partners some rows of a table only; everybody else sees what they saw.

    Args:
        table: name of the table.
        seen: SQL that says which rows it may see, change and delete.
        kept: SQL that says how a row may be after a change; as `seen` unless it is given.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str, seen: str, kept: str = "") -> None:
        """Keep what the policy says."""
        self.table, self.seen, self.kept = table, seen, kept or seen

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing that Django keeps."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002 -- Django's signature
        to_state: ProjectState,  # noqa: ARG002 -- Django's signature
    ) -> None:
        """Build the wall. Not for the table's owner, who brings tables up to date."""
        if walled(app_label, schema_editor):
            schema_editor.execute(f"ALTER TABLE {self.table} ENABLE ROW LEVEL SECURITY")
            schema_editor.execute(
                f"""CREATE POLICY clew_partner_rows ON {self.table}
                USING (current_user <> '{PARTNER}' OR ({self.seen}))
                WITH CHECK (current_user <> '{PARTNER}' OR ({self.kept}))"""
            )

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002 -- Django's signature
        to_state: ProjectState,  # noqa: ARG002 -- Django's signature
    ) -> None:
        """Take the wall down."""
        if walled(app_label, schema_editor):
            schema_editor.execute(f"DROP POLICY clew_partner_rows ON {self.table}")
            schema_editor.execute(f"ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY")

    def describe(self) -> str:
        """Say what it does."""
        return f"Rows of {self.table} for the process for partners"


class Statements(Operation):
    """Statements for PostgreSQL alone, with those that undo them."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, forwards: Sequence[str], backwards: Sequence[str]) -> None:
        """Keep them."""
        self.forwards, self.backwards = forwards, backwards

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing that Django keeps."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002 -- Django's signature
        to_state: ProjectState,  # noqa: ARG002 -- Django's signature
    ) -> None:
        """Carry them out."""
        for statement in self.forwards if walled(app_label, schema_editor) else ():
            schema_editor.execute(statement)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002 -- Django's signature
        to_state: ProjectState,  # noqa: ARG002 -- Django's signature
    ) -> None:
        """Undo them."""
        for statement in self.backwards if walled(app_label, schema_editor) else ():
            schema_editor.execute(statement)

    def describe(self) -> str:
        """Say what it does."""
        return "Statements for PostgreSQL"


def walled(app_label: str, schema_editor: BaseDatabaseSchemaEditor) -> bool:
    """Say whether the table stands in this database, and the database can build a wall."""
    database = schema_editor.connection
    return bool(database.vendor == "postgresql" and router.allow_migrate(database.alias, app_label))
