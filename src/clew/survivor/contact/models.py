"""Rules of safe contact, the ways to reach somebody, the code phrase, and what goes out."""

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
    plan = SealedField(Compartment.OPERATIONS)  # the same as a machine can hold to: see planning
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
    # A way that was asked for later waits for a second person, and then for a day (see changing).
    waits = models.BooleanField(default=False)
    holds_from_at = models.DateTimeField(null=True, blank=True)  # null: since it was recorded
    ends_at = models.DateTimeField(null=True, blank=True)  # the moment another one takes its place

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.person_id


class CodePhrase(Guarded):
    """What only the person knows: asked for before a way to reach them is changed.

    Kept as an Argon2 digest, so that nobody can read it out to whoever calls.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    digest = SealedField(Compartment.CONTACT)
    agreed_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField()
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    shut_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.person_id


class Message(Guarded):
    """One thing that goes out to the person: no name, no case word, no link in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)  # code of outgoing.WORDS
    channel = models.CharField(max_length=12)  # of rules.consent.reaching.Channel
    address = SealedField(Compartment.CONTACT)
    asked_by = models.CharField(max_length=36)  # id of a member, or the house
    not_before = models.DateTimeField()
    state = models.CharField(
        max_length=8,
        default="waiting",
        choices=[("waiting", "waiting"), ("sent", "sent"), ("stopped", "stopped")],
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "not_before"], name="message_due")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="waiting", ended_at=None)
                | models.Q(state__in=["sent", "stopped"], ended_at__isnull=False),
                name="message_ended_at",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.person_id
