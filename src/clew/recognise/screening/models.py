"""A screening that was kept, and one that is not finished yet.

What was answered is sealed; days, counts and codes are plain.
"""

import uuid

from django.db import models
from django.db.models import Q

from clew.ground.accounts.guarded import Guarded
from clew.ground.accounts.models import Member, Organisation
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.fields import SealedField
from clew.survivor.people.models import Person


class Screening(Guarded):
    """One interview of one person on one version of one instrument.

    No outcome is stored: it is worked out from the answers each time, so that it can never
    disagree with them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    instrument = models.CharField(max_length=60)  # of rules.indicators
    instrument_version = models.CharField(max_length=80)
    # {"choices": {indicator: choice}, "words": {indicator: own words},
    #  "notes": {indicator: {source, on, opinion}}, "about": {age, between}};
    # and as "earlier", by indicator too, what was answered before: choice, words, opinion
    said = SealedField(Compartment.TESTIMONY)
    answered = models.PositiveSmallIntegerField()  # how many questions, not which
    started_on = models.DateField()  # the day of the conversation
    kept_at = models.DateTimeField(auto_now_add=True)
    channel = models.CharField(max_length=40, blank=True)  # of screening.channels
    training_session = models.CharField(max_length=40, blank=True)  # which training stands behind
    # Which talk it was: two windows that hold one talk keep it once. Older rows have none.
    talk = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(answered__gte=1), name="screening_has_an_answer"),
            models.UniqueConstraint(fields=["owner", "talk"], name="screening_once_of_a_talk"),
        ]
        indexes = [models.Index(fields=["owner", "kept_at"], name="screening_by_owner")]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.person_id


class Unfinished(Guarded):
    """A talk that its worker kept for later. It is emptied once it was finished, or let go."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    talk = models.UUIDField()
    instrument = models.CharField(max_length=60)  # of rules.indicators
    said = SealedField(Compartment.TESTIMONY)  # as of a screening
    answered = models.PositiveSmallIntegerField()
    # Rises with every time it is put by, so that a second window sees that it is out of date.
    version = models.PositiveIntegerField(default=1)
    begun_on = models.DateField()
    put_by_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)  # finished or let go, and emptied

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, said__isnull=False)
                | Q(ended_at__isnull=False, said__isnull=True),
                name="unfinished_empty_when_ended",
            ),
            models.UniqueConstraint(fields=["owner", "talk"], name="unfinished_once_of_a_talk"),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.person_id
