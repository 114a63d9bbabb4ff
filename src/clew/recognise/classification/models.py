"""A worksheet that was kept for a person, version by version, and what somebody concluded from it.

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
    """One version of the sheet of one person, phase and alleged perpetrator, with its conclusion.

    The facts are what the page held, by dotted name (`act.recruitment`); what nobody answered is
    not in them. A version is never changed: another one is written from it (`base`), or from two
    (`joins`). `first` is the version the sheet began with; none of its own means: this one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    first = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    base = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    joins = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    facts = SealedField(Compartment.TESTIMONY)
    status_facts = SealedField(Compartment.IMMIGRATION)
    phase = SealedField(Compartment.IMMIGRATION)  # what a phase is called may tell of the crossing
    # {"called": …, "may_be_victim": yes | no | unknown}: who is alleged to have done it
    about = SealedField(Compartment.TESTIMONY)
    # What each answer rests on: see holding.as_plain.
    cited = SealedField(Compartment.TESTIMONY)
    status_cited = SealedField(Compartment.IMMIGRATION)
    points_to = SealedField(Compartment.TESTIMONY)  # the rules' answer on the day it was kept
    # That answer in words, with its articles: elements of trafficking apart from all the rest.
    basis = SealedField(Compartment.TESTIMONY)
    status_basis = SealedField(Compartment.IMMIGRATION)
    rule_version = models.CharField(max_length=60)  # code of the law, and since when it holds
    edition = models.CharField(max_length=16, blank=True)  # of the law's data: rules.law.editions
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
            ),
            models.CheckConstraint(
                condition=Q(first=None, base=None, joins=None)
                | Q(first__isnull=False, base__isnull=False),
                name="classification_first_or_written_from_one",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.person_id

    @property
    def sheet_id(self) -> uuid.UUID:
        """The sheet this is a version of: the id of its first version."""
        return self.first_id or self.id


class Proposed(Guarded):
    """A fact that somebody found in the case file, for the sheets of the person.

    It states nothing: on a sheet a person confirms it or sets it aside.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()
    made_at = models.DateTimeField(auto_now_add=True)
    # {"fact", "says", "source", "ref", "words"}, in one of the two.
    said = SealedField(Compartment.TESTIMONY)
    status_said = SealedField(Compartment.IMMIGRATION)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(said__isnull=False, status_said__isnull=True)
                | Q(said__isnull=True, status_said__isnull=False),
                name="classification_proposed_in_one_compartment",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.person_id
