"""What devices send is shown to who sent it."""

from django.db import migrations

from clew.ground.accounts.row_security import RowSecurity, through


class Migration(migrations.Migration):
    dependencies = [("offline", "0001_initial"), ("screening", "0002_row_security")]
    operations = [
        RowSecurity("offline_draft", "sent_by_id = (SELECT clew_member())"),
        RowSecurity("offline_step", through("offline_draft", "draft_id", "offline_step")),
    ]
