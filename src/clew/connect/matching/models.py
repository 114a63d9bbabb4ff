"""Tokens under which a circle's claims meet, and what a person marked as there for many."""

import uuid

from django.db import models

from clew.ground.accounts.guarded import Guarded
from clew.ground.accounts.models import Circle, Member
from clew.survivor.release.models import ReleasedClaim


class Key(Guarded):
    """One exact part of a released claim, as a token that only its circle's key can make.

    The row goes with its claim: what is taken back meets nothing from then on.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(ReleasedClaim, on_delete=models.CASCADE, related_name="+")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    token = models.BigIntegerField()  # 63 bits; see tokens.py
    weak = models.BooleanField()  # shared by many unrelated people; never joins alone

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "token"], name="matching_key_once_per_claim")
        ]
        indexes = [models.Index(fields=["circle", "token"], name="matching_key_by_token")]

    def __str__(self) -> str:
        return str(self.id)


class Ordinary(Guarded):
    """That somebody marked a thing as there for many people, such as a hostel's phone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    token = models.BigIntegerField()
    service = models.CharField(max_length=32)  # a kind of rules.network that is there for many
    marked_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circle", "token"], name="matching_ordinary_once")
        ]

    def __str__(self) -> str:
        return str(self.id)
