"""What partners ask and are answered stands in the compartment of what is released."""

import clew.ground.vault.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("sharing", "0001_requests")]
    operations = [
        migrations.AlterField(
            model_name=model,
            name="words",
            field=clew.ground.vault.fields.SealedField(
                "released", before="operations", blank=True, null=True
            ),
        )
        for model in ("informationrequest", "requestitem")
    ]
