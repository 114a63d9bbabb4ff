"""Devices that may screen without network, the keys they seal to, and what arrived from them."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from clew.ground.accounts.guarded import Guarded
from clew.ground.accounts.models import Member, Organisation
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.fields import SealedField
from clew.recognise.offline.states import State
from clew.recognise.screening.models import Screening


class SealingKey(models.Model):
    """A pair of keys of an organisation: its devices have the public half, the vault the other."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    public = models.BinaryField()  # a point of P-256, not compressed
    private = SealedField(Compartment.TESTIMONY)
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(ended_at=None),
                name="offline_one_key_an_organisation",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row: its own."""
        return self.id


class Device(models.Model):
    """A browser on one device that a member made ready, until somebody ends it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=60)  # what the member calls it
    enrolled_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Noted whenever it asks, by no change.
    trace_omits: ClassVar = frozenset({"seen_at"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="offline_device_ended_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class Draft(Guarded):
    """One interview as it arrived from one device. It is about somebody who has no row yet.

    Only who sent it opens it. Once it is kept, or thrown away, its words are gone from here; the
    row and the digests of its steps stay, so that a second sending of the same is known as such.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.UUIDField()  # made by the device
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="+")
    key = models.ForeignKey(SealingKey, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    # Who had made the device ready when it began, as the device says; it opens to its sender alone.
    begun_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    subject = models.UUIDField(default=uuid.uuid4)  # under whose key its steps are sealed again
    interview = models.CharField(max_length=8)  # the same on two devices that shared one
    total = models.PositiveSmallIntegerField()  # how many steps the device says there are
    steps_digest = models.CharField(max_length=64)  # over those that arrived
    clock_ahead_seconds = models.BigIntegerField(default=0)  # of the device, when it last sent
    device_had_ended = models.BooleanField(default=False)
    arrived_at = models.DateTimeField()
    last_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=[(state.value, state.value) for state in State])
    closed_at = models.DateTimeField(null=True, blank=True)  # last kept or thrown away
    screening = models.ForeignKey(
        Screening, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sent_by", "number"], name="offline_draft_arrives_once")
        ]
        indexes = [models.Index(fields=["sent_by", "state"], name="offline_draft_by_sender")]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def of_another(self) -> bool:
        """Whether somebody else than its sender had made the device ready when it began."""
        return self.begun_by_id is not None and self.begun_by_id != self.sent_by_id

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals its steps."""
        return self.subject


class Step(Guarded):
    """One finished step of a draft, as the device sealed it, sealed once more for this house."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="steps")
    place = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256 of what the device sealed
    sealed = SealedField(Compartment.TESTIMONY)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "place", "digest"], name="offline_step_arrives_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.draft.subject
