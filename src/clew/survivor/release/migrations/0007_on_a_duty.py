"""What left without a yes says on which duty."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("release", "0006_rows_for_partners")]
    operations = [
        migrations.AddField(
            model_name="release",
            name="duty",
            field=models.CharField(blank=True, default="", max_length=24),
            preserve_default=False,
        ),
    ]
