"""Rows about a person: for whom the person's own row may be shown to."""

from django.db import migrations

from clew.ground.accounts.row_security import RowSecurity, of_person


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial"), ("people", "0002_row_security")]
    operations = [
        RowSecurity("claims_claim", of_person("claims_claim")),
    ]
