"""A request for a service is kept beside referrals and apart from them: no file is opened for it."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_row_security")]
    operations = [
        migrations.AddField(
            model_name="referral",
            name="service",
            field=models.CharField(blank=True, default="", max_length=20),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(model_name="referral", name="referral_opened_once_accepted"),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=Q(opened_at=None, opened_by=None)
                | Q(
                    opened_at__isnull=False, opened_by__isnull=False, state="accepted", service=""
                ),
                name="referral_opened_once_accepted",
            ),
        ),
    ]
