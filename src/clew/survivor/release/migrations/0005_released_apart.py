"""What left has a compartment of its own; what is of immigration stands apart from it."""

import clew.ground.vault.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("release", "0004_packages_and_answers")]
    operations = [
        migrations.AddField(
            model_name="releaseditem",
            name="immigration",
            field=clew.ground.vault.fields.SealedField("immigration", blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="recall",
            name="reason",
            field=clew.ground.vault.fields.SealedField(
                "released", before="operations", blank=True, null=True
            ),
        ),
        migrations.AlterField(
            model_name="releaseditem",
            name="value",
            field=clew.ground.vault.fields.SealedField(
                "released", before="operations", blank=True, null=True
            ),
        ),
        migrations.AddConstraint(
            model_name="releaseditem",
            constraint=models.CheckConstraint(
                condition=models.Q(("immigration", None))
                | models.Q(("kind", "immigration"), ("value", None)),
                name="released_immigration_apart",
            ),
        ),
    ]
