"""A release says itself who let it out and until when: its recipient reads no row of the person."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from clew.ground.audit.chain import House
from clew.ground.audit.viewer import looking
from clew.rules.consent.duration import latest_day


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    with looking(House()):
        _fill(apps)


def _fill(apps: Apps) -> None:
    Consent = apps.get_model("consent", "Consent")
    Release = apps.get_model("release", "Release")
    ends = {
        str(row.id): min(row.until_on, latest_day(row.from_on))
        for row in Consent._base_manager.all()
    }
    for row in Release._base_manager.select_related("person"):
        row.source_id = row.person.organisation_id
        row.until_on = min((ends[one] for one in row.consents if one in ends), default=None)
        row.save(update_fields=["source", "until_on"])


class Migration(migrations.Migration):
    dependencies = [("release", "0001_initial"), ("consent", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="release",
            name="source",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organisation",
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="until_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="release",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organisation",
            ),
        ),
    ]
