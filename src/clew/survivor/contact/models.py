"""Rules of safe contact, newest first, and the ways to reach somebody."""

import uuid

from django.db import models

from clew.ground.accounts.guarded import Guarded
from clew.ground.accounts.models import Member
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.fields import SealedField
from clew.survivor.people.models import Person


class SafeContact(Guarded):
    """How, when and never. A change is a new row; the newest holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    how = SealedField(Compartment.OPERATIONS)
    when = SealedField(Compartment.OPERATIONS)
    never = SealedField(Compartment.OPERATIONS)
    checked_with = models.CharField(  # whose words these are
        max_length=12, choices=[("person", "the person"), ("interpreter", "through an interpreter")]
    )
    checked_on = models.DateField()
    recorded_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.person_id


class Way(Guarded):
    """One way to reach somebody: a phone number, an address. Opened only by pressing Show."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(
        max_length=8, choices=[("phone", "phone"), ("address", "address"), ("email", "e-mail")]
    )
    value = SealedField(Compartment.CONTACT)
    recorded_at = models.DateTimeField(auto_now_add=True)
    ends_before = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.person_id
