"""What of the trace the process for partners sees: whom the member who looks has opened of late.

The brake on many people counts that. What the chain covers, and its digests, stay closed to it.
"""

from django.db import migrations

from clew.ground.vault.partner_rows import PartnerRows


class Migration(migrations.Migration):
    dependencies = [("audit", "0005_unusual_reading")]
    operations = [
        PartnerRows("audit_event", "actor = current_setting('clew.member_id', true)", kept="false"),
        PartnerRows(
            "audit_mention",
            "EXISTS (SELECT 1 FROM audit_event seen WHERE seen.seq = audit_mention.event_id)",
            kept="false",
        ),
    ]
