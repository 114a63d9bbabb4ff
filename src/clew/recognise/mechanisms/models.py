"""A referral that is being prepared, that it left, and the decisions that came back."""

import uuid

from django.db import models
from django.db.models import F, Q

from clew.ground.accounts.guarded import Guarded
from clew.ground.accounts.models import Member, Organisation
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.fields import SealedField
from clew.survivor.people.models import Person
from clew.survivor.release.models import Release


class OfPerson(Guarded):
    """A row about a person in one national mechanism, sealed under their keys."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    mechanism = models.CharField(max_length=24)  # of mechanisms.form

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.person_id


class Preparation(OfPerson):
    """A referral in the making. Each kind of answer is sealed in its own compartment.

    A column holds `{field: answer}`. `marks` says of the fields of immigration whether they are
    answered, so that the others can be checked without opening them.
    """

    form_version = models.CharField(max_length=24)
    made_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()
    expires_on = models.DateField()  # the last day it is kept
    left_on = models.DateField(null=True, blank=True)  # since then nothing in it changes
    version = models.PositiveIntegerField(default=1)
    operations = SealedField(Compartment.OPERATIONS)
    identity = SealedField(Compartment.IDENTITY)
    contact = SealedField(Compartment.CONTACT)
    testimony = SealedField(Compartment.TESTIMONY)
    immigration = SealedField(Compartment.IMMIGRATION)
    marks = SealedField(Compartment.OPERATIONS)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("made_on")), name="preparation_is_kept_a_day"
            ),
        ]
        indexes = [models.Index(fields=["expires_on"], name="preparation_by_expiry")]


class Sending(OfPerson):
    """That a referral or a notice left through the gate. What it said is the release's copies."""

    release = models.OneToOneField(Release, on_delete=models.CASCADE, related_name="+")
    on_yes = models.OneToOneField(  # crossing, nationality and papers, where the rest needs no yes
        Release, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    preparation = models.OneToOneField(
        Preparation, on_delete=models.SET_NULL, null=True, blank=True, related_name="sending"
    )
    form_version = models.CharField(max_length=24)
    route = models.CharField(max_length=24)  # of the mechanism's routes
    left_on = models.DateField()
    left_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    anonymous = models.BooleanField(default=False)  # what would name the person stayed
    without_status = models.BooleanField(default=False)  # crossing, nationality and papers stayed


class Decision(OfPerson):
    """A decision of the authority, or a request to reconsider one. Never changed: corrected."""

    step = models.CharField(max_length=32)  # of the mechanism's steps, or reconsideration
    outcome = models.CharField(max_length=16)
    about = models.ForeignKey(  # the decision that is to be reconsidered
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    decided_on = models.DateField()  # the day on it
    told_on = models.DateField()  # the day it reached the person or the house
    told_by = SealedField(Compartment.OPERATIONS)  # who told the person, and how
    words = SealedField(Compartment.OPERATIONS)  # the reasons that were given
    corrects = models.OneToOneField(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="corrected_by"
    )
    correction = SealedField(Compartment.OPERATIONS)  # why the earlier one was wrong
    struck = models.BooleanField(default=False)  # the correction is that there was no decision
    recorded_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(told_on__gte=F("decided_on")), name="decision_told_after_it_was_made"
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, correction__isnull=True, struck=False)
                | Q(corrects__isnull=False, correction__isnull=False),
                name="decision_corrected_with_a_reason",
            ),
        ]
