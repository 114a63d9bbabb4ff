"""The two tables of the sealed-list bench: the same ten texts, once sealed and once plain."""

import uuid
from typing import ClassVar, Final

from django.db import models

from clew.ground.vault.compartments import Compartment
from clew.ground.vault.fields import SealedField

FIELDS: Final = tuple(f"field_{number}" for number in range(10))


class SealedRow(models.Model):
    """Ten sealed texts of one person, in two compartments."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=8)
    due_on = models.DateField(db_index=True)

    objects: ClassVar[models.Manager["SealedRow"]] = models.Manager()

    class Meta:
        app_label = "bench"
        db_table = "bench_sealed_row"

    def __str__(self) -> str:
        return self.code

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.id


class PlainRow(models.Model):
    """The same ten texts as anybody could read them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=8)
    due_on = models.DateField(db_index=True)

    objects: ClassVar[models.Manager["PlainRow"]] = models.Manager()

    class Meta:
        app_label = "bench"
        db_table = "bench_plain_row"

    def __str__(self) -> str:
        return self.code


for place, name in enumerate(FIELDS):
    part = Compartment.IDENTITY if place < 5 else Compartment.OPERATIONS  # noqa: PLR2004 -- half and half
    SealedField(part).contribute_to_class(SealedRow, name)
    models.TextField().contribute_to_class(PlainRow, name)
