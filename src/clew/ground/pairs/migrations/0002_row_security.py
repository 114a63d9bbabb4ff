"""Proposals: for the organisation that proposed, and those of its circles it may ask."""

from django.db import migrations

from clew.ground.accounts.row_security import RowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("pairs", "0001_initial"),
        ("accounts", "0004_row_security_functions"),
    ]
    operations = [
        RowSecurity(
            "pairs_proposal",
            """organisation_id = (SELECT clew_organisation())
            OR organisation_id IN (
                SELECT near.organisation_id FROM accounts_circle_organisations near
                WHERE near.circle_id IN (SELECT clew_circles())
            )""",
        ),
    ]
