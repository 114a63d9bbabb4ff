"""Frozen rows without anybody's name, and the tables made from them.

A frozen row holds categories only: no id, no code, no day, and an order that was shuffled. A table
holds what is shown and nothing else: a hidden count is not stored anywhere.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from clew.ground.accounts.guarded import Guarded
from clew.ground.accounts.models import Member, Organisation
from clew.inform.statistics.states import Kind, Reason, State


class Snapshot(models.Model):
    """One freezing of what an organisation knows. One a quarter: two would show who came since."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    on = models.DateField()
    quarter = models.CharField(max_length=7)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "quarter"], name="one_snapshot_a_quarter"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class FrozenRow(Guarded):
    """One person, as categories. Nothing here leads back to them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="+")
    age = models.CharField(max_length=12)
    sex = models.CharField(max_length=12)
    form = models.CharField(max_length=24)
    quarter = models.CharField(max_length=7)  # in which they were first met

    def __str__(self) -> str:
        return str(self.id)


class FrozenChain(Guarded):
    """One chain, from a screening or referral as far as it came. Nothing here leads to anybody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="+")
    session = models.CharField(max_length=40, blank=True)  # code of the training session
    reached = models.CharField(max_length=12)
    ended = models.CharField(max_length=24, blank=True)  # why a referral was declined
    quarter = models.CharField(max_length=7)

    def __str__(self) -> str:
        return str(self.id)


class Table(models.Model):
    """A table with its small numbers protected, on its way out or released."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    axes = models.JSONField()  # [[axis, [category, ...]], ...]
    cells = models.JSONField()  # [[[category, ...], number or None, why hidden or None], ...]
    threshold = models.PositiveSmallIntegerField()
    tried = models.TextField()
    narrowest = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, default=State.DRAFT.value)
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    drafted_on = models.DateField()
    checker = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_on = models.DateField(null=True, blank=True)
    released_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(checker=None) | ~Q(checker=F("author")),
                name="table_checked_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.RELEASED.value)
                | Q(checker__isnull=False, released_on__isnull=False),
                name="table_released_by_two",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="table_state_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="table_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(reason__in=["", *(reason.value for reason in Reason)]),
                name="table_reason_known",
            ),
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="table_years_in_order"
            ),
            models.UniqueConstraint(
                fields=["organisation", "kind", "first_year"],
                condition=Q(state=State.RELEASED.value),
                name="table_year_released_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
