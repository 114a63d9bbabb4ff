import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from clew.ground.vault.partner_rows import PartnerRows


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_moment")]
    operations = [
        migrations.CreateModel(
            name="KnownBrowser",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("ends_at", models.DateTimeField()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="known_browsers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("member", "digest"), name="browser_known_once"
                    )
                ],
            },
        ),
        PartnerRows(
            "accounts_knownbrowser",
            """EXISTS (
                SELECT 1 FROM accounts_member theirs
                WHERE theirs.id = accounts_knownbrowser.member_id
            )""",
        ),
    ]
