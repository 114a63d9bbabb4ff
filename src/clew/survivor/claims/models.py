"""One statement of fact: what kind of thing, its value, who said so, how good the source is."""

import uuid

from django.db import models

from clew.ground.accounts.guarded import Guarded
from clew.ground.accounts.models import Member
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.fields import SealedField
from clew.survivor.people.models import Person


class Claim(Guarded):
    """A statement such as: *the card ending 4471 was held by others*."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=32)  # of rules.network
    value = SealedField(Compartment.TESTIMONY)
    words = SealedField(Compartment.TESTIMONY)  # how it was said
    grade = models.CharField(max_length=2)  # source A to E, information 1 to 5
    certainty = models.CharField(max_length=12)
    seen_on = models.CharField(max_length=10, blank=True)  # YYYY, YYYY-MM or YYYY-MM-DD
    recorded_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.person_id
