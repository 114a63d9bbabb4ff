"""Rows that the database itself lets nobody change: an operation for migrations.

Triggers refuse UPDATE and DELETE to whoever speaks to the database as the application does. On
SQLite a later migration that alters such a table makes it anew and so loses them; `set_again` runs
after every migration and puts them back.
"""

from functools import cache
from typing import Final

from django.db import connections, router
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

_WHY: Final = "a row of {table} stays as it was written"
_FUNCTION: Final = """
CREATE OR REPLACE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '{why}' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


class AppendOnly(Operation):
    """Let rows be put into a table and nothing else be done to them."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str, *, update_if: str = "", delete_if: str = "") -> None:
        """Name the table.

        Args:
            table: its name in the database.
            update_if: what must hold of OLD and NEW for a change to be let through all the same.
            delete_if: the same of OLD for a deletion.
        """
        self.table, self.update_if, self.delete_if = table, update_if, delete_if

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        """Describe the operation."""
        named = {"update_if": self.update_if, "delete_if": self.delete_if}
        return type(self).__name__, [self.table], {k: v for k, v in named.items() if v}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing of what Django knows of the models."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002 -- Django's signature
        to_state: ProjectState,  # noqa: ARG002 -- Django's signature
    ) -> None:
        """Make the triggers. The keyring has no such tables and is left alone."""
        if router.allow_migrate(schema_editor.connection.alias, app_label):
            for statement in self.made(schema_editor.connection.vendor):
                schema_editor.execute(statement, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002 -- Django's signature
        to_state: ProjectState,  # noqa: ARG002 -- Django's signature
    ) -> None:
        """Drop the triggers."""
        if router.allow_migrate(schema_editor.connection.alias, app_label):
            for statement in self.dropped(schema_editor.connection.vendor):
                schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        """Say in words what it does."""
        return f"Let nobody change or delete rows of {self.table}"

    def made(self, vendor: str) -> list[str]:
        """Return the statements that make the triggers."""
        why = _WHY.format(table=self.table)
        if vendor == "postgresql":
            return self._made_on_postgresql(why)
        made = []
        for what, unless in (("update", self.update_if), ("delete", self.delete_if)):
            when = f"WHEN NOT ({unless})" if unless else ""
            made.append(
                f"CREATE TRIGGER IF NOT EXISTS {self.table}_no_{what} "
                f"BEFORE {what.upper()} ON {self.table} FOR EACH ROW {when} "
                f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
            )
        return made

    def dropped(self, vendor: str) -> list[str]:
        """Return the statements that drop the triggers."""
        if vendor == "postgresql":
            parts = ["update", "delete", "truncate"]
            return [
                *(f"DROP TRIGGER IF EXISTS {self.table}_no_{p} ON {self.table}" for p in parts),
                f"DROP FUNCTION IF EXISTS {self.table}_stays()",
            ]
        return [f"DROP TRIGGER IF EXISTS {self.table}_no_{p}" for p in ("update", "delete")]

    def _made_on_postgresql(self, why: str) -> list[str]:
        body = ""
        if self.update_if:
            body += f"IF TG_OP = 'UPDATE' THEN IF {self.update_if} THEN RETURN NEW; END IF; END IF;"
        if self.delete_if:
            body += f"IF TG_OP = 'DELETE' THEN IF {self.delete_if} THEN RETURN OLD; END IF; END IF;"
        function = _FUNCTION.format(table=self.table, why=why)
        made = [function.replace("BEGIN\n", f"BEGIN\n{body}\n", 1)]
        for what, each in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT")):
            made.append(
                f"CREATE OR REPLACE TRIGGER {self.table}_no_{what} "
                f"BEFORE {what.upper()} ON {self.table} FOR EACH {each} "
                f"EXECUTE FUNCTION {self.table}_stays()"
            )
        return made


@cache
def guards() -> tuple[tuple[tuple[str, str], AppendOnly], ...]:
    """Return every guard in the migrations, with the migration that sets it."""
    return tuple(
        (name, operation)
        for name, migration in sorted(MigrationLoader(None).disk_migrations.items())
        for operation in migration.operations
        if isinstance(operation, AppendOnly)
    )


def set_again(*, using: str, **named: object) -> None:  # noqa: ARG001 -- the signal's
    """Set the guards that a table made anew has lost: after every run of the migrations."""
    connection = connections[using]
    if connection.vendor != "sqlite" or not router.allow_migrate(using, "audit"):
        return
    applied = MigrationRecorder(connection).applied_migrations()
    with connection.cursor() as cursor:
        for name, guard in guards():
            for statement in guard.made(connection.vendor) if name in applied else ():
                cursor.execute(statement)
