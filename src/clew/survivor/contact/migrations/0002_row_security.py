"""Rows about a person: for whom the person's own row may be shown to."""

from django.db import migrations

from clew.ground.accounts.row_security import RowSecurity, of_person


class Migration(migrations.Migration):
    dependencies = [("contact", "0001_initial"), ("people", "0002_row_security")]
    operations = [
        RowSecurity("contact_safecontact", of_person("contact_safecontact")),
        RowSecurity("contact_way", of_person("contact_way")),
    ]
