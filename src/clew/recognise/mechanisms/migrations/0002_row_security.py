"""What is prepared, left and decided about somebody: for those of that person."""

from django.db import migrations

from clew.ground.accounts.row_security import RowSecurity, of_person


class Migration(migrations.Migration):
    dependencies = [("mechanisms", "0001_initial"), ("people", "0002_row_security")]
    operations = [
        RowSecurity(table, of_person(table))
        for table in (
            "mechanisms_preparation",
            "mechanisms_sending",
            "mechanisms_decision",
        )
    ]
