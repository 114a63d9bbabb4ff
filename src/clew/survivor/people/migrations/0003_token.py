"""Tokens people are found by: the wall of the person they belong to stands around them too."""

import django.db.models.deletion
from django.db import migrations, models

from clew.ground.accounts.row_security import RowSecurity, of_person


class Migration(migrations.Migration):
    dependencies = [("people", "0002_row_security")]
    operations = [
        migrations.CreateModel(
            name="Token",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        choices=[("name", "name"), ("phone", "phone"), ("document", "document")],
                        max_length=8,
                    ),
                ),
                ("token", models.BigIntegerField()),
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
                "indexes": [models.Index(fields=["field", "token"], name="people_by_token")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "field", "token"), name="token_once_for_a_person"
                    )
                ],
            },
        ),
        RowSecurity("people_token", of_person("people_token")),
    ]
