"""A person, known here by a code, and the members who stand by them."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from clew.ground.accounts.guarded import Guarded
from clew.ground.accounts.models import Member, Organisation
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.fields import SealedField
from clew.survivor.people.codes import new_code


class Person(Guarded):
    """One person, as one organisation knows them. A person known to two is two persons here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=8, unique=True, default=new_code, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    account = models.OneToOneField(  # the survivor's own sign-in, once they want one
        Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    full_name = SealedField(Compartment.IDENTITY)
    called = SealedField(Compartment.IDENTITY)
    script = SealedField(Compartment.IDENTITY)  # ISO 15924, such as Latn or Arab
    born = SealedField(Compartment.IDENTITY)  # YYYY, YYYY-MM or YYYY-MM-DD
    sex = SealedField(Compartment.IDENTITY)
    speaks = SealedField(Compartment.IDENTITY)
    reads = SealedField(Compartment.IDENTITY)
    nationality = SealedField(Compartment.IMMIGRATION)
    # Rises with every change of a consent, so that a release can see that it is out of date.
    consent_epoch = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)
    closed_on = models.DateField(null=True, blank=True)
    # While a legal hold stands against an erasure: kept, and used for nothing else.
    restricted_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)  # only the code is left

    # It rises with the trace of a consent, whose row and not this one is then recorded.
    trace_omits: ClassVar = frozenset({"consent_epoch"})

    def __str__(self) -> str:
        return self.code

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.id


class Token(Guarded):
    """A keyed digest of something a person is found by. It says nothing without its key."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    field = models.CharField(
        max_length=8, choices=[("name", "name"), ("phone", "phone"), ("document", "document")]
    )
    token = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "field", "token"], name="token_once_for_a_person"
            )
        ]
        indexes = [models.Index(fields=["field", "token"], name="people_by_token")]

    def __str__(self) -> str:
        return str(self.id)


class Keeper(Guarded):
    """That a member stands by a person, from a day, until a day if it has ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "member"],
                condition=Q(ends_before=None),
                name="keeper_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ends_before=None) | Q(ends_before__gte=F("starts_on")),
                name="keeper_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Emergency(Guarded):
    """That somebody opened a person's file in an emergency, until an hour, and who looked at it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    reason = SealedField(Compartment.OPERATIONS)
    opened_at = models.DateTimeField()
    until_at = models.DateTimeField()
    review_by_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    was_right = models.BooleanField(null=True, blank=True)
    alarmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_at__gt=F("opened_at"), review_by_at__gt=F("opened_at")),
                name="emergency_ends",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None, reviewed_at=None, was_right=None)
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False, was_right__isnull=False)
                & ~Q(reviewed_by=F("member")),
                name="emergency_reviewed_by_another",
            ),
        ]
        indexes = [models.Index(fields=["person", "member", "until_at"], name="emergency_open")]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.person_id
