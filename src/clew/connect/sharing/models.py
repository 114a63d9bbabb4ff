"""What a partner asks for, item by item, and how it was answered."""

import uuid

from django.db import models
from django.db.models import Q

from clew.connect.sharing.states import Basis, ItemState, OrderState, Reason
from clew.ground.accounts.guarded import Guarded
from clew.ground.accounts.models import Member, Organisation
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.fields import SealedField
from clew.survivor.release.models import Release


class InformationRequest(Guarded):
    """A partner asks about somebody they know from a release, for a purpose, by a day.

    It names the release and not the person, whom the partner has no row of.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="+")
    asking = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    purpose = models.CharField(max_length=32)
    basis = models.CharField(max_length=8, choices=[(b.value, b.value) for b in Basis])
    by_on = models.DateField()  # the day they want it by
    # What they need it for; the order, if there is one.
    words = SealedField(Compartment.RELEASED, before=Compartment.OPERATIONS)
    order_state = models.CharField(
        max_length=12, blank=True, choices=[(s.value, s.value) for s in OrderState]
    )
    counsel = SealedField(Compartment.OPERATIONS)  # who read the order, and what is privileged
    privileged = models.BooleanField(null=True, blank=True)
    person_told = models.BooleanField(null=True, blank=True)  # False: the order forbids it

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(basis=Basis.CONSENT, order_state="")
                | Q(basis=Basis.ORDER, order_state__gt=""),
                name="request_order_has_a_state",
            ),
            # Nobody skips a step: what is cleared was read by counsel, and the person heard of it
            # or may not.
            models.CheckConstraint(
                condition=~Q(order_state=OrderState.CLEARED)
                | Q(privileged__isnull=False, person_told__isnull=False),
                name="request_order_cleared_after_its_steps",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row: its own, so that it is forgotten with the person."""
        return self.id


class RequestItem(Guarded):
    """One thing asked for. Nothing leaves by answering it: what leaves is a release."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(InformationRequest, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=16)
    state = models.CharField(
        max_length=12, default=ItemState.ASKED, choices=[(s.value, s.value) for s in ItemState]
    )
    reason = models.CharField(
        max_length=12, blank=True, choices=[(r.value, r.value) for r in Reason]
    )
    words = SealedField(Compartment.RELEASED, before=Compartment.OPERATIONS)
    answered_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "kind"], name="request_asks_each_once"),
            models.CheckConstraint(
                condition=Q(state=ItemState.REFUSED, reason__gt="")
                | (~Q(state=ItemState.REFUSED) & Q(reason="")),
                name="request_refused_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=ItemState.ASKED, answered_by=None, answered_at=None)
                | (~Q(state=ItemState.ASKED) & Q(answered_by__isnull=False)),
                name="request_answered_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.request_id
