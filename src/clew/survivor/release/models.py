"""The ledger of what left, the copies that were made, and the answers to a recall."""

import uuid

from django.db import models
from django.db.models import F, Q

from clew.engines.packages.fingerprints import fingerprint_words
from clew.ground.accounts.guarded import Guarded
from clew.ground.accounts.models import Circle, Member, Organisation
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.fields import SealedField
from clew.rules.consent.kinds import Kind
from clew.rules.consent.recall import Answer
from clew.survivor.people.models import Person


class Release(Guarded):
    """One handing over: whose, to whom, what for, on which consents."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    circle = models.ForeignKey(
        Circle, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Said here too, so that a recipient reads no row of the person.
    source = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    until_on = models.DateField(null=True, blank=True)  # the last day its consents hold
    purpose = models.CharField(max_length=32)
    consents = models.JSONField()  # ids of the consents it rests on
    duty = models.CharField(
        max_length=24, blank=True
    )  # of rules.consent.duties: left without a yes
    kinds = models.JSONField()  # codes of the parts that left
    # One row of a table without names. The recipient has the table and nothing by person here:
    # beside what left by name, its day and its moment would say whose row it is.
    in_table = models.BooleanField(default=False)
    released_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(auto_now_add=True)
    recalled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation=None, circle__isnull=False)
                | Q(organisation__isnull=False, circle=None),
                name="release_has_one_recipient",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def recipient(self) -> Organisation | Circle:
        """Whom it went to."""
        found = self.organisation or self.circle
        if found is None:
            msg = "a release without a recipient"  # a constraint forbids it
            raise ValueError(msg)
        return found


class ReleasedItem(Guarded):
    """A copy of one part, sealed under the release's own key: recall destroys key and copy."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=40)  # code of the part, such as full_name
    value = SealedField(Compartment.RELEASED, before=Compartment.OPERATIONS)
    # A part of kind immigration stands here in its place: no process for partners has its key.
    immigration = SealedField(Compartment.IMMIGRATION)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(immigration=None) | Q(kind=Kind.IMMIGRATION.value, value=None),
                name="released_immigration_apart",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.release_id

    @property
    def said(self) -> str:
        """What it says; a part of kind immigration opens in the house only."""
        is_apart = self.kind == Kind.IMMIGRATION and self.immigration is not None
        return str(self.immigration if is_apart else self.value)


class ReleasedClaim(Guarded):
    """A claim's copy in a circle: under the circle's key, with a pseudonym for the person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="+")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    pseudonym = models.CharField(max_length=8)
    kind = models.CharField(max_length=32)
    grade = models.CharField(max_length=2)
    certainty = models.CharField(max_length=12)
    seen_on = models.CharField(max_length=10, blank=True)
    value = SealedField(Compartment.INTELLIGENCE)

    class Meta:
        indexes = [models.Index(fields=["circle", "pseudonym"], name="released_claim_by_person")]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.circle_id


class Recall(Guarded):
    """That a recipient was told to delete what they have, and what they answered.

    Why something was kept is sealed under a key of its own: the release's key is destroyed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.OneToOneField(Release, on_delete=models.CASCADE, related_name="recall")
    told_at = models.DateTimeField(auto_now_add=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    answer = models.CharField(
        max_length=12, blank=True, choices=[(answer.value, answer.value) for answer in Answer]
    )
    # Which law, or what is left.
    reason = SealedField(Compartment.RELEASED, before=Compartment.OPERATIONS)
    answered_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row."""
        return self.id

    @property
    def answer_said(self) -> str:
        """The answer inside a sentence; empty while there is none."""
        return Answer(self.answer).said if self.answer else ""


class PartnerKey(models.Model):
    """A public key of a partner, as one organisation trusts it: nothing about a person.

    Two people read its words with the partner by a way they knew before. Then packages can be
    sealed to it, until it is revoked or another takes its place.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trusted_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    public_key = models.CharField(max_length=80)  # age1…
    entered_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_as = models.CharField(
        max_length=8, blank=True, choices=[("revoked", "revoked"), ("rotated", "rotated")]
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["trusted_by", "partner", "public_key"], name="partner_key_entered_once"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="partner_key_confirmed_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("entered_by")),
                name="partner_key_confirmed_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(ended_by=None, ended_at=None, ended_as="")
                | Q(ended_by__isnull=False, ended_at__isnull=False, ended_as__gt=""),
                name="partner_key_ended_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def state(self) -> str:
        """Return waiting, trusted, revoked or rotated."""
        if self.ended_at:
            return self.ended_as
        return "trusted" if self.confirmed_at else "waiting"

    @property
    def words(self) -> str:
        """Return the words that people read to each other to compare the key."""
        return fingerprint_words(self.public_key)


class Fetch(Guarded):
    """That a release was taken away as a package: by whom, when, sealed to which keys.

    The bytes are not kept. `receipt_at` is when the recipient showed that they could open it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)  # the package's
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="fetches")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    digest = models.CharField(max_length=64)  # SHA-256 of the sealed file
    keys = models.JSONField()  # ids of the partner's keys it was sealed to
    receipt_at = models.DateTimeField(null=True, blank=True)
    receipt_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(receipt_by=None, receipt_at=None)
                | Q(receipt_by__isnull=False, receipt_at__isnull=False),
                name="fetch_receipt_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
