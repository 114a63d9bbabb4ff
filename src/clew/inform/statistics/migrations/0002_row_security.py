"""Frozen rows: for the organisation that froze them, and those of its circles."""

from django.db import migrations

from clew.ground.accounts.row_security import RowSecurity


class Migration(migrations.Migration):
    dependencies = [("statistics", "0001_initial"), ("accounts", "0004_row_security_functions")]
    operations = [
        RowSecurity(
            "statistics_frozenrow",
            """EXISTS (
                SELECT 1 FROM statistics_snapshot frozen WHERE frozen.id = statistics_frozenrow.snapshot_id
                AND (
                    frozen.organisation_id = (SELECT clew_organisation())
                    OR frozen.organisation_id IN (
                        SELECT near.organisation_id FROM accounts_circle_organisations near
                        WHERE near.circle_id IN (SELECT clew_circles())
                    )
                )
            )""",
        ),
        RowSecurity(
            "statistics_frozenchain",
            """EXISTS (
                SELECT 1 FROM statistics_snapshot frozen WHERE frozen.id = statistics_frozenchain.snapshot_id
                AND (
                    frozen.organisation_id = (SELECT clew_organisation())
                    OR frozen.organisation_id IN (
                        SELECT near.organisation_id FROM accounts_circle_organisations near
                        WHERE near.circle_id IN (SELECT clew_circles())
                    )
                )
            )""",
        ),
    ]
