"""The keyring: one wrapped key for each subject and compartment, in a database of its own.

It stands apart so that a key that is destroyed is gone for good: backups of the data keep the
ciphertext for months, backups of the keyring are overwritten within days.
"""

import uuid

from django.db import models
from django.db.models import Q


class DataKey(models.Model):
    """The key under which one compartment of one subject is sealed, wrapped by the house's key.

    A subject is what can be forgotten on its own: a person, a release, a circle. While one of its
    keys is exchanged the old one still opens (`current` is false) until nothing is sealed under it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.UUIDField()
    compartment = models.CharField(max_length=16)
    wrapped_under = models.PositiveSmallIntegerField()  # version of the wrapping key
    wrapped = models.BinaryField()
    current = models.BooleanField(default=True)
    made_at = models.DateTimeField(auto_now_add=True)
    orphaned_at = models.DateTimeField(null=True, blank=True)  # when nothing was found under it

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "compartment"],
                condition=Q(current=True),
                name="one_key_per_subject_and_compartment",
            )
        ]
        indexes = [
            models.Index(fields=["subject", "compartment"], name="keys_of_a_subject"),
            models.Index(fields=["wrapped_under"], name="keys_under_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.compartment} {self.id}"


class HouseKey(models.Model):
    """A secret of the house itself, sealed under the root key. The root key opens nothing else.

    `wrapping` secrets wrap data keys, one version after the other; the `derived` secret is what
    the chain of events, tokens and sessions are derived from.
    """

    WRAPPING, DERIVED = "wrapping", "derived"

    use = models.CharField(max_length=8, choices=[(WRAPPING, WRAPPING), (DERIVED, DERIVED)])
    version = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["use", "version"], name="one_house_key_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.use} {self.version}"


class Tombstone(models.Model):
    """That every key of a subject was destroyed. A random id: it says nothing of whose."""

    subject = models.UUIDField(primary_key=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.subject)


class Shredding(models.Model):
    """In the main database: that the keys of a subject are to be destroyed, and whether they are.

    It is written before the keyring is touched, so that a process killed in between leaves word of
    what is still to do.
    """

    subject = models.UUIDField(primary_key=True)
    begun_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.subject)
