"""What was asked: to be erased, to have a copy. And legal holds. States and days are plain."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q

from clew.ground.accounts.guarded import Guarded
from clew.ground.accounts.models import Member
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.fields import SealedField
from clew.rules.consent.requests import answer_by, cools_until
from clew.survivor.people.models import Person
from clew.survivor.rights.states import OPEN, Copying, Erasing

_OPEN = sorted(state.value for state in OPEN)
_COPYING = [Copying.ASKED.value, Copying.READY.value]


class Erasure(Guarded):
    """That a person asked to be forgotten, and how far that has come."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    # Spoken with the person alone, on their safe channel, and they still want it.
    checked_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, default=Erasing.ASKED.value)
    confirmed_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in Erasing]),
                name="erasure_state_known",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=_OPEN), name="erasure_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "taken_back"])
                | Q(checked_by__isnull=False, checked_on__isnull=False, confirmed_on__isnull=False),
                name="erasure_checked_and_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def cools_until(self) -> date:
        """The first day on which it may be carried out."""
        return cools_until(self.asked_on)

    @property
    def answer_by(self) -> date:
        """The last day of the law."""
        return answer_by(self.asked_on)


class Hold(Guarded):
    """That what is kept of a person may not be erased, because a case in law needs it."""

    BASES = [("court", "an order of a court"), ("proceedings", "criminal proceedings"),
             ("claim", "a claim of the person's own"), ("inspection", "an inspection")]  # fmt: skip

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    basis = models.CharField(max_length=12, choices=BASES)
    reason = SealedField(Compartment.OPERATIONS)
    set_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    set_with = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    lifted_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_with = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_by=None, lifted_with=None, lifted_at=None)
                | Q(lifted_by__isnull=False, lifted_with__isnull=False, lifted_at__isnull=False)
                & ~Q(lifted_by=models.F("lifted_with")),
                name="hold_lifted_by_two",
            ),
            models.CheckConstraint(
                condition=~Q(set_by=models.F("set_with")), name="hold_set_by_two"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.person_id


class Copy(Guarded):
    """That a person asked for a copy of everything that is kept about them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    state = models.CharField(max_length=12, default=Copying.ASKED.value)
    also_hide = SealedField(Compartment.OPERATIONS)  # words of others, chosen by who looked
    ready_at = models.DateTimeField(null=True, blank=True)
    handed_over_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in Copying]), name="copy_state_known"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=_COPYING), name="copy_one_open"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.person_id

    @property
    def answer_by(self) -> date:
        """The last day of the law."""
        return answer_by(self.asked_on)
