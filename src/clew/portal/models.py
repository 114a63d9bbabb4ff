"""What a person answered about a way to go on, and the card that opens their page."""

import uuid
from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import Q

from clew.ground.accounts.guarded import Guarded
from clew.ground.accounts.models import Member
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.fields import SealedField
from clew.portal.words.keys import OPTIONS
from clew.survivor.people.models import Person


class Answer(StrEnum):
    """What may be said to an option. The last two are answers like the others."""

    YES = "yes"
    NO = "no"
    RATHER_NOT = "rather_not"
    ANOTHER_DAY = "another_day"


class NeverChanged(Exception):
    """An answer that was given stays as it was given; a new answer is a new row."""


class Choice(Guarded):
    """One answer to one option, with the words that the person had before them.

    A row never changes: a new answer is a new row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    option = models.CharField(max_length=16)  # of words.keys.OPTIONS
    answer = models.CharField(max_length=12)
    words = SealedField(Compartment.TESTIMONY)  # the person's own, if they wrote any
    language = models.CharField(max_length=8)
    version = models.CharField(max_length=16)  # of the page's words
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["person", "at"], name="choice_by_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(option__in=list(OPTIONS)), name="choice_is_about_an_option"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=[answer.value for answer in Answer]),
                name="choice_is_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.person_id

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Save a new answer. Raises `NeverChanged` for one that is stored already."""
        if not self._state.adding:
            raise NeverChanged
        super().save(*args, **kwargs)


class Card(Guarded):
    """A card that opens the person's page. Of its code and its word only digests are kept.

    A lost card is ended and another one given; the ended one stays as a trace of who had what when.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    word = models.CharField(max_length=128)  # Argon2
    given_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True)  # the last time it opened the page
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at=None), name="one_card_in_force"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="card_ended_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
