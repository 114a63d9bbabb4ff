"""The ledger. A row is never changed: taking a yes back is a row of its own."""

import uuid

from django.db import models
from django.db.models import F, Q

from clew.ground.accounts.guarded import Guarded
from clew.ground.accounts.models import Circle, Member, Organisation
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.fields import SealedField
from clew.survivor.people.models import Person


class Basis(models.TextChoices):
    """What the law lets the data be held on (GDPR art. 6(1)); the yes to share is another thing."""

    UNSAID = "", "not said"
    CONSENT = "consent", "consent"
    LEGAL_OBLIGATION = "legal_obligation", "a duty in law"
    VITAL_INTERESTS = "vital_interests", "life and health"
    PUBLIC_TASK = "public_task", "a public task"
    LEGITIMATE_INTERESTS = "legitimate_interests", "legitimate interests"


class Consent(Guarded):
    """One yes: one recipient, some parts, one purpose, an end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    circle = models.ForeignKey(
        Circle, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kinds = models.JSONField()  # codes of rules.consent.kinds.Kind
    purpose = models.CharField(max_length=32)
    from_on = models.DateField()
    until_on = models.DateField()  # the last day it holds
    language = models.CharField(max_length=16)
    interpreter = models.BooleanField(default=False)
    explained = SealedField(Compartment.OPERATIONS)  # how it was explained, in words
    capacity = SealedField(Compartment.OPERATIONS)  # what was seen of how they understood it
    present = SealedField(Compartment.OPERATIONS)  # who was there: a yes beside a minder is none
    basis = models.CharField(max_length=24, blank=True, choices=Basis.choices, default=Basis.UNSAID)
    version = models.PositiveSmallIntegerField(default=1)  # how often this yes was given anew
    supersedes = models.OneToOneField(
        "self", on_delete=models.RESTRICT, null=True, blank=True, related_name="superseded_by"
    )
    recorded_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation=None, circle__isnull=False)
                | Q(organisation__isnull=False, circle=None),
                name="consent_has_one_recipient",
            ),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="consent_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None, version=1)
                | Q(supersedes__isnull=False, version__gt=1),
                name="consent_version_counts_what_it_supersedes",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.person_id

    @property
    def recipient(self) -> Organisation | Circle:
        """Whom the yes names."""
        found = self.organisation or self.circle
        if found is None:
            msg = "a consent without a recipient"  # a constraint forbids it
            raise ValueError(msg)
        return found


class Withdrawal(Guarded):
    """That a yes was taken back. It holds from this moment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consent = models.OneToOneField(Consent, on_delete=models.CASCADE, related_name="withdrawal")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.id)
