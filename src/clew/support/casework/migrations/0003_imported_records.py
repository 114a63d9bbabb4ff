"""What a record of another system said, kept in the case it made, for whom the case is shown to."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from clew.ground.accounts.row_security import RowSecurity, through
from clew.ground.vault.fields import SealedField


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0002_row_security"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="ImportedRecord",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("standard", models.CharField(max_length=20)),
                ("standard_version", models.CharField(max_length=20)),
                ("crosswalk_version", models.CharField(max_length=20)),
                ("identity", SealedField("identity", blank=True, null=True)),
                ("contact", SealedField("contact", blank=True, null=True)),
                ("status", SealedField("immigration", blank=True, null=True)),
                ("told", SealedField("testimony", blank=True, null=True)),
                ("working", SealedField("operations", blank=True, null=True)),
                ("digest", models.CharField(max_length=64)),
                ("imported_on", models.DateField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="casework.case",
                    ),
                ),
                (
                    "imported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("digest",), name="imported_record_once"),
                    models.UniqueConstraint(fields=("case",), name="imported_record_one_a_case"),
                ],
            },
        ),
        RowSecurity(
            "casework_importedrecord", through("casework_case", "case_id", "casework_importedrecord")
        ),
    ]
