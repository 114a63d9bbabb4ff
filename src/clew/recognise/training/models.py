"""A training session: when, where, by whom, how many came. It names nobody who came."""

import uuid

from django.db import models
from django.db.models import Q

from clew.ground.accounts.models import Member, Organisation
from clew.survivor.people.codes import new_code


def new_session_code() -> str:
    """Return a random code such as `T-7K3M2Q-X`; screenings, referrals and cases point to it."""
    return f"T-{new_code()}"


class Session(models.Model):
    """One session on how to recognise people who are exploited."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=12, unique=True, default=new_session_code)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    trainer = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    place = models.CharField(max_length=120)
    attendees = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(attendees__gte=1), name="session_had_somebody")
        ]
        indexes = [models.Index(fields=["organisation", "held_on"], name="session_by_day")]

    def __str__(self) -> str:
        return self.code
