"""The ledger: for whom the person's own row may be shown to."""

from django.db import migrations

from clew.ground.accounts.row_security import RowSecurity, of_person, through


class Migration(migrations.Migration):
    dependencies = [("consent", "0001_initial"), ("people", "0002_row_security")]
    operations = [
        RowSecurity("consent_consent", of_person("consent_consent")),
        RowSecurity(
            "consent_withdrawal", through("consent_consent", "consent_id", "consent_withdrawal")
        ),
    ]
