"""A proposal: what one person wants done, and what the other said to it."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q

from clew.ground.accounts.guarded import Guarded
from clew.ground.accounts.models import Member, Organisation
from clew.ground.pairs.operations import Operation, operation
from clew.ground.pairs.states import State
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.fields import SealedField


class Proposal(Guarded):
    """One thing that waits for a second person, until an hour. Decided once, by somebody else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    operation = models.CharField(max_length=40)  # code of operations.Operation
    about = models.UUIDField()  # the row it is about
    subject = models.UUIDField(null=True, blank=True)  # the person events name, if it is about one
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    particulars = models.JSONField(default=dict)  # exactly what is done: ids, codes, days; no words
    reason = SealedField(Compartment.OPERATIONS)
    authors = models.JSONField(default=list)  # ids of members who made it, so may not check it
    proposed_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    lapses_at = models.DateTimeField()
    state = models.CharField(max_length=12, default=State.WAITING.value)
    decided_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["operation", "about"],
                condition=Q(state="waiting"),
                name="pair_one_waiting",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="pair_state_known"
            ),
            # The rule of two, in the database as well: nobody confirms what they proposed.
            models.CheckConstraint(
                condition=~Q(state="confirmed")
                | Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by")),
                name="pair_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by=None, decided_at=None)
                | Q(state="lapsed", decided_by=None, decided_at__isnull=False)
                | Q(
                    state__in=["confirmed", "refused", "taken_back"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="pair_decided_by_and_at",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state"], name="pair_waiting")]

    def __str__(self) -> str:
        return f"{self.operation} {self.id}"

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals the reason: the person's, so that it is forgotten with them."""
        return self.subject or self.id

    @property
    def what(self) -> Operation:
        """The operation. Raises `UnknownOperation`."""
        return operation(self.operation)

    def waits_at(self, at: datetime) -> bool:
        """Say whether it can still be confirmed at a moment."""
        return self.state == State.WAITING and at < self.lapses_at
