"""Talks that are kept for later, and which talk a screening was."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import clew.ground.vault.fields


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_house"),
        ("people", "0001_initial"),
        ("screening", "0002_row_security"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="screening",
            name="talk",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="screening",
            constraint=models.UniqueConstraint(
                fields=("owner", "talk"), name="screening_once_of_a_talk"
            ),
        ),
        migrations.CreateModel(
            name="Unfinished",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("talk", models.UUIDField()),
                ("instrument", models.CharField(max_length=60)),
                (
                    "said",
                    clew.ground.vault.fields.SealedField("testimony", blank=True, null=True),
                ),
                ("answered", models.PositiveSmallIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("begun_on", models.DateField()),
                ("put_by_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "owner",
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
                        condition=models.Q(("ended_at", None), ("said__isnull", False))
                        | models.Q(("ended_at__isnull", False), ("said__isnull", True)),
                        name="unfinished_empty_when_ended",
                    ),
                    models.UniqueConstraint(
                        fields=("owner", "talk"), name="unfinished_once_of_a_talk"
                    ),
                ],
            },
        ),
    ]
