"""Rows about a person: for whom the person's own row may be shown to."""

from django.db import migrations

from clew.ground.accounts.row_security import RowSecurity, of_person


class Migration(migrations.Migration):
    dependencies = [("classification", "0003_versions"), ("people", "0002_row_security")]
    operations = [
        RowSecurity("classification_proposed", of_person("classification_proposed")),
    ]
