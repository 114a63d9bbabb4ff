"""What left on a yes beside what left on a duty is a release of its own: recalled by itself."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mechanisms", "0002_row_security"), ("release", "0007_on_a_duty")]
    operations = [
        migrations.AddField(
            model_name="sending",
            name="on_yes",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="release.release",
            ),
        ),
    ]
