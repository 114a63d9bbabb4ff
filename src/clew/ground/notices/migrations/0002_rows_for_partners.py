"""Notices that the process for partners sees: of those who may come in there."""

from django.db import migrations

from clew.ground.vault.partner_rows import PartnerRows


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("accounts", "0007_rows_for_partners")]
    operations = [
        PartnerRows(
            "notices_notice",
            """EXISTS (
                SELECT 1 FROM accounts_member theirs WHERE theirs.id = notices_notice.member_id
            )""",
        ),
    ]
