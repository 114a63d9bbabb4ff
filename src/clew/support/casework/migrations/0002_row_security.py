"""A case for whom its person may be shown to, and what is written in it with it."""

from django.db import migrations

from clew.ground.accounts.row_security import RowSecurity, of_person, through


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial"), ("people", "0002_row_security")]
    operations = [
        RowSecurity("casework_case", of_person("casework_case")),
        RowSecurity("casework_fivelines", through("casework_case", "case_id", "casework_fivelines")),
        RowSecurity("casework_note", through("casework_case", "case_id", "casework_note")),
        RowSecurity("casework_task", through("casework_case", "case_id", "casework_task")),
        RowSecurity("casework_moment", through("casework_case", "case_id", "casework_moment")),
        RowSecurity(
            "casework_noteversion", through("casework_note", "note_id", "casework_noteversion")
        ),
    ]
