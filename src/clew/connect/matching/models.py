"""Tokens under which a circle's claims meet, marks on what is there for many, and who is who.

`Key` and `Ordinary` are about what people share. The rows that begin with `Person` are about who
they are: an index of people that nobody can read, and `Learnt` is what it compares them by.
"""

import uuid

from django.db import models

from clew.ground.accounts.guarded import Guarded
from clew.ground.accounts.models import Circle, Member
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.fields import SealedField
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


class PersonRecord(Guarded):
    """What a circle was told of who somebody is, for finding out who else may be the same person.

    One for each pseudonym. All of it is sealed in one piece; it is opened in memory, compared, and
    forgotten. The row goes when one of the claims it was made from goes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    number = models.BigIntegerField(unique=True)  # what its keys and links name it by
    pseudonym = models.CharField(max_length=40)
    arrival = models.BigIntegerField()  # lower for those that came earlier
    entity = models.BigIntegerField()  # the number of the record that names its entity
    until_on = models.DateField(null=True, blank=True)  # the last day all its claims may be used
    anew = models.BooleanField(default=False)  # what it was linked to went: to be compared again
    features = SealedField(Compartment.INTELLIGENCE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circle", "pseudonym"], name="matching_person_once")
        ]
        indexes = [
            models.Index(fields=["circle", "arrival"], name="matching_person_by_arrival"),
            models.Index(fields=["entity"], name="matching_person_by_entity"),
            models.Index(fields=["circle", "until_on"], name="matching_person_by_last_day"),
            models.Index(
                fields=["circle"], condition=models.Q(anew=True), name="matching_person_anew"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.circle_id


class PersonBasis(Guarded):
    """That a person's record was made from a claim."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(PersonRecord, on_delete=models.CASCADE, related_name="basis")
    claim = models.ForeignKey(ReleasedClaim, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "claim"], name="matching_basis_once")
        ]

    def __str__(self) -> str:
        return str(self.id)


class PersonKey(Guarded):
    """Something under which a record meets others, as a token that only its circle's key can make.

    `Key` is of one claim and of what people share; this is of a whole record and of who they are.
    """

    token = models.BigIntegerField()  # 63 bits; see person_tokens.py
    record = models.ForeignKey(
        PersonRecord, to_field="number", on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "record"], name="matching_personkey_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PersonLink(Guarded):
    """That two records may be one person, and how probable it is. Each link stands twice."""

    record = models.ForeignKey(
        PersonRecord, to_field="number", on_delete=models.CASCADE, related_name="+"
    )
    other = models.ForeignKey(
        PersonRecord, to_field="number", on_delete=models.CASCADE, related_name="+"
    )
    odds = models.FloatField()  # in bits

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "other"], name="matching_link_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class LearntModel(Guarded):
    """What agreement weighs in a circle: frozen when it was taken, learnt from records elsewhere.

    It names nobody. What it counted of names and values stands beside it as `LearntCount`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    circle = models.OneToOneField(Circle, on_delete=models.PROTECT, related_name="+")
    weights = models.JSONField()
    tongues = models.JSONField()  # how many names were of each language, which has no name
    taken_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.id)


class LearntCount(Guarded):
    """How often a word or a value was met among the records a model learnt from, as a token."""

    model = models.ForeignKey(LearntModel, on_delete=models.CASCADE, related_name="+")
    token = models.BigIntegerField(unique=True)  # under the circle's key: of one circle only
    many = models.BigIntegerField()
    tongues = models.BigIntegerField(default=0)  # in which languages; see engines.linkage.tongues

    def __str__(self) -> str:
        return str(self.pk)
