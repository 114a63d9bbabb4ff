"""A sheet in versions, what its facts rest on, and facts proposed from the case file."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from clew.ground.vault.fields import SealedField


def _sealed(compartment: str) -> SealedField:
    return SealedField(compartment, blank=True, null=True)


def _itself() -> "models.ForeignKey[models.Model | None, models.Model | None]":
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="+",
        to="classification.classification",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("classification", "0002_row_security"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField("classification", "first", _itself()),
        migrations.AddField("classification", "base", _itself()),
        migrations.AddField("classification", "joins", _itself()),
        migrations.AddField("classification", "phase", _sealed("immigration")),
        migrations.AddField("classification", "about", _sealed("testimony")),
        migrations.AddField("classification", "cited", _sealed("testimony")),
        migrations.AddField("classification", "status_cited", _sealed("immigration")),
        migrations.AddField("classification", "basis", _sealed("testimony")),
        migrations.AddField("classification", "status_basis", _sealed("immigration")),
        migrations.AddField(
            "classification",
            "edition",
            models.CharField(blank=True, default="", max_length=16),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "classification",
            models.CheckConstraint(
                condition=models.Q(first=None, base=None, joins=None)
                | models.Q(first__isnull=False, base__isnull=False),
                name="classification_first_or_written_from_one",
            ),
        ),
        migrations.CreateModel(
            name="Proposed",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("made_on", models.DateField()),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("said", _sealed("testimony")),
                ("status_said", _sealed("immigration")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(said__isnull=False, status_said__isnull=True)
                        | models.Q(said__isnull=True, status_said__isnull=False),
                        name="classification_proposed_in_one_compartment",
                    )
                ],
            },
        ),
    ]
