"""What the policies of every table ask: who looks, where they work, what they are here for."""

from collections.abc import Callable, Sequence

from django.apps.registry import Apps
from django.db import migrations, router
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FORWARDS = (
    # As in `ground.audit.viewer`: 'house', the id of a member, or nothing.
    """
    CREATE FUNCTION clew_is_house() RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT coalesce(current_setting('clew.member_id', true), '') = 'house'
            AND current_user <> 'clew_partner'
    $$
    """,
    """
    CREATE FUNCTION clew_member() RETURNS uuid LANGUAGE sql STABLE AS $$
        SELECT id FROM accounts_member WHERE is_active AND id = (
            SELECT CASE WHEN coalesce(current_setting('clew.member_id', true), '') IN ('', 'house')
            THEN NULL ELSE current_setting('clew.member_id', true)::uuid END
        )
    $$
    """,
    """
    CREATE FUNCTION clew_organisation() RETURNS uuid LANGUAGE sql STABLE AS $$
        SELECT organisation_id FROM accounts_member WHERE id = clew_member()
    $$
    """,
    """
    CREATE FUNCTION clew_has(VARIADIC roles text[]) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (
            SELECT 1 FROM accounts_grant WHERE member_id = clew_member() AND role = ANY (roles)
        )
    $$
    """,
    """
    CREATE FUNCTION clew_circles() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
        SELECT circle_id FROM accounts_circle_organisations
        WHERE organisation_id = clew_organisation()
    $$
    """,
)
BACKWARDS = (
    "DROP FUNCTION clew_circles()",
    "DROP FUNCTION clew_has(text[])",
    "DROP FUNCTION clew_organisation()",
    "DROP FUNCTION clew_member()",
    "DROP FUNCTION clew_is_house()",
)


def _run(
    statements: Sequence[str],
) -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    def run(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        database = schema_editor.connection
        if database.vendor == "postgresql" and router.allow_migrate(database.alias, "accounts"):
            for statement in statements:
                schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_try_counts")]
    operations = [migrations.RunPython(_run(FORWARDS), _run(BACKWARDS))]
