"""Talks kept for later: for whom the person's own row may be shown to."""

from django.db import migrations

from clew.ground.accounts.row_security import RowSecurity, of_person


class Migration(migrations.Migration):
    dependencies = [("screening", "0003_unfinished"), ("people", "0002_row_security")]
    operations = [
        RowSecurity("screening_unfinished", of_person("screening_unfinished")),
    ]
