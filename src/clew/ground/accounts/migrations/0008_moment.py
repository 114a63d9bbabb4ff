from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_rows_for_partners")]
    operations = [
        migrations.CreateModel(
            name="Moment",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(primary_key=True, serialize=False),
                ),
                ("latest_at", models.DateTimeField()),
            ],
        ),
    ]
