"""From here on the database itself refuses to change or delete what was written."""

from django.db import migrations

from clew.ground.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_waiting")]

    operations = [
        AppendOnly("audit_event"),
        AppendOnly("audit_mention"),
        AppendOnly("audit_head"),
        AppendOnly("audit_witnessed"),
        AppendOnly(
            "audit_counter", update_if="NEW.subject = OLD.subject AND NEW.count >= OLD.count"
        ),
        # What waits goes when it has its place in the chain, and not before.
        AppendOnly(
            "audit_waiting",
            delete_if="EXISTS (SELECT 1 FROM audit_event WHERE entry = OLD.entry)",
        ),
    ]
