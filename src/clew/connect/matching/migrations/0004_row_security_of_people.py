"""Who is who in a circle: for the organisations of the circle."""

from django.db import migrations

from clew.ground.accounts.row_security import RowSecurity

CIRCLE = "circle_id IN (SELECT clew_circles())"


def of_record(table: str) -> str:
    """Return SQL for: who may see the record that a row belongs to."""
    return (
        "EXISTS (SELECT 1 FROM matching_personrecord up "  # noqa: S608 -- names of migrations, no value
        f"WHERE up.number = {table}.record_id)"
    )


class Migration(migrations.Migration):
    dependencies = [("matching", "0003_people"), ("accounts", "0004_row_security_functions")]
    operations = [
        RowSecurity("matching_personrecord", CIRCLE),
        RowSecurity("matching_personkey", of_record("matching_personkey")),
        RowSecurity("matching_personlink", of_record("matching_personlink")),
        RowSecurity(
            "matching_personbasis",
            "EXISTS (SELECT 1 FROM matching_personrecord up "
            "WHERE up.id = matching_personbasis.record_id)",
        ),
        RowSecurity("matching_learntmodel", CIRCLE),
        RowSecurity(
            "matching_learntcount",
            "EXISTS (SELECT 1 FROM matching_learntmodel up "
            "WHERE up.id = matching_learntcount.model_id)",
        ),
    ]
