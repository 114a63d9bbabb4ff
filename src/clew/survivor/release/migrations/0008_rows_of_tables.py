"""What left as one row of a table without names is told apart from what left by person."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("release", "0007_on_a_duty")]
    operations = [
        migrations.AddField(
            model_name="release",
            name="in_table",
            field=models.BooleanField(default=False),
        ),
    ]
