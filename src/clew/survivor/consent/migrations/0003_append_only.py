"""The ledger: what was agreed, and that it was taken back, is never changed and never deleted."""

from django.db import migrations

from clew.ground.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("consent", "0002_row_security"), ("audit", "0004_append_only")]
    operations = [AppendOnly("consent_consent"), AppendOnly("consent_withdrawal")]
