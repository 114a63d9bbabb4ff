"""The keyring: one wrapped key for each subject and compartment, in a database of its own.

It stands apart so that a key that is destroyed is gone for good: backups of the data keep the
ciphertext for months, backups of the keyring are overwritten within days.
"""

import uuid

from django.db import models


class DataKey(models.Model):
    """The key under which one compartment of one subject is sealed, wrapped by the house's key.

    A subject is what can be forgotten on its own: a person, a release, a circle.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.UUIDField()
    compartment = models.CharField(max_length=16)
    wrapped_under = models.PositiveSmallIntegerField()  # version of the wrapping key
    wrapped = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "compartment"], name="one_key_per_subject_and_compartment"
            )
        ]

    def __str__(self) -> str:
        return f"{self.compartment} {self.id}"
