"""The ledger of what left, the copies that were made, and the answers to a recall."""

import uuid

from django.db import models
from django.db.models import Q

from clew.ground.accounts.guarded import Guarded
from clew.ground.accounts.models import Circle, Member, Organisation
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.fields import SealedField
from clew.survivor.people.models import Person


class Release(Guarded):
    """One handing over: whose, to whom, what for, on which consents."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    circle = models.ForeignKey(
        Circle, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Said here too, so that a recipient reads no row of the person.
    source = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    until_on = models.DateField(null=True, blank=True)  # the last day its consents hold
    purpose = models.CharField(max_length=32)
    consents = models.JSONField()  # ids of the consents it rests on
    kinds = models.JSONField()  # codes of the parts that left
    released_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(auto_now_add=True)
    recalled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation=None, circle__isnull=False)
                | Q(organisation__isnull=False, circle=None),
                name="release_has_one_recipient",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def recipient(self) -> Organisation | Circle:
        """Whom it went to."""
        found = self.organisation or self.circle
        if found is None:
            msg = "a release without a recipient"  # a constraint forbids it
            raise ValueError(msg)
        return found


class ReleasedItem(Guarded):
    """A copy of one part, sealed under the release's own key: recall destroys key and copy."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=40)  # code of the part, such as full_name
    value = SealedField(Compartment.OPERATIONS)

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.release_id


class ReleasedClaim(Guarded):
    """A claim's copy in a circle: under the circle's key, with a pseudonym for the person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="+")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    pseudonym = models.CharField(max_length=8)
    kind = models.CharField(max_length=32)
    grade = models.CharField(max_length=2)
    certainty = models.CharField(max_length=12)
    seen_on = models.CharField(max_length=10, blank=True)
    value = SealedField(Compartment.INTELLIGENCE)

    class Meta:
        indexes = [models.Index(fields=["circle", "pseudonym"], name="released_claim_by_person")]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.circle_id


class Recall(Guarded):
    """That a recipient was told to delete what they have, and what they answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.OneToOneField(Release, on_delete=models.CASCADE, related_name="recall")
    told_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(
        max_length=12,
        blank=True,
        choices=[("deleted", "deleted"), ("kept_by_law", "kept, the law demands it")],
    )
    answered_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.id)
