"""What people decided about leads, and whom they concluded to be of the group's victims."""

import uuid

from django.db import models
from django.db.models import Q

from clew.connect.leads.states import State
from clew.ground.accounts.guarded import Guarded
from clew.ground.accounts.models import Circle, Member
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.fields import SealedField

_KEPT = [State.TAKEN_ON, State.PARKED, State.REFUSED, State.BASIS_WITHDRAWN]


class Judgement(Guarded):
    """One decision about one lead. The newest holds; those before it stay readable."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    pseudonym = models.CharField(max_length=8)
    state = models.CharField(max_length=16, choices=[(each.value, each.value) for each in _KEPT])
    reason = SealedField(Compartment.INTELLIGENCE)
    plan = SealedField(Compartment.INTELLIGENCE)  # by the parts of states.PLAN
    basis = models.JSONField()  # ids of the released claims that it rests on
    decided_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["circle", "pseudonym"], name="lead_judgement_by_person")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.BASIS_WITHDRAWN.value)
                | Q(reason=None, plan=None, withdrawn_at__isnull=False),
                name="lead_without_basis_has_no_words",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.TAKEN_ON.value) | Q(plan__isnull=False),
                name="lead_taken_on_has_a_plan",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.circle_id


class Confirmed(Guarded):
    """That a named person concluded: somebody of a circle was held by the group."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    pseudonym = models.CharField(max_length=8)
    reason = SealedField(Compartment.INTELLIGENCE)
    concluded_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    concluded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circle", "pseudonym"], name="confirmed_once")
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.circle_id
