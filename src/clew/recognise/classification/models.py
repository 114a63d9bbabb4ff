"""A worksheet that was kept for a person, and what somebody concluded from it.

Crossing, protection and charges are sealed apart from the rest: an unopened compartment cannot be
talked out of anybody.
"""

import uuid

from django.db import models
from django.db.models import Q

from clew.ground.accounts.guarded import Guarded
from clew.ground.accounts.models import Member, Organisation
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.fields import SealedField
from clew.survivor.people.models import Person


class Classification(Guarded):
    """The facts of one person and phase, where the rules pointed, and a named person's conclusion.

    The facts are what the page held, by dotted name (`act.recruitment`); what nobody answered is
    not in them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    facts = SealedField(Compartment.TESTIMONY)
    status_facts = SealedField(Compartment.IMMIGRATION)
    points_to = SealedField(Compartment.TESTIMONY)  # the rules' answer on the day it was kept
    rule_version = models.CharField(max_length=60)  # code of the law, and since when it holds
    kept_on = models.DateField()
    kept_at = models.DateTimeField(auto_now_add=True)
    concluded = SealedField(Compartment.TESTIMONY)  # code of rules.law.classification.Conclusion
    reason = SealedField(Compartment.TESTIMONY)
    concluded_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    concluded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    concluded_by=None,
                    concluded_at=None,
                    concluded__isnull=True,
                    reason__isnull=True,
                )
                | Q(
                    concluded_by__isnull=False,
                    concluded_at__isnull=False,
                    concluded__isnull=False,
                    reason__isnull=False,
                ),
                name="classification_concluded_whole_or_not",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.person_id
