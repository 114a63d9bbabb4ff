"""One referral: what was released stands behind it, and the answer stands on it."""

import uuid

from django.db import models
from django.db.models import F, Q

from clew.ground.accounts.guarded import Guarded
from clew.ground.accounts.models import Member, Organisation
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.fields import SealedField
from clew.recognise.referrals.reasons import Reason
from clew.recognise.referrals.states import UNDECIDED, State
from clew.survivor.people.models import Person
from clew.survivor.release.models import Release


class Referral(Guarded):
    """That one organisation asked another to take somebody on, with what the person agreed to.

    With a `service` it asks for one thing only and the person stays here: kept apart in every list
    and count (`services`). What the receiver reads is the release's copy; nothing of the person
    stands here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    from_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    to_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    release = models.OneToOneField(Release, on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=20, blank=True)  # of services.yaml; empty: a referral
    made_on = models.DateField()
    made_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(
        max_length=12,
        default=State.MADE.value,
        choices=[(state.value, state.value) for state in State],
    )
    received_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    received_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField(
        max_length=20, blank=True, choices=[(reason.value, reason.value) for reason in Reason]
    )
    decline_words = SealedField(Compartment.OPERATIONS)
    opened_by = models.ForeignKey(  # who opened a file for it
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    # Codes of the first contact and of the training behind it: the chain of impact counts them.
    channel = models.CharField(max_length=40, blank=True)
    training_session = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_organisation=F("to_organisation")),
                name="referral_between_two",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None)
                & ~Q(state__in=["accepted", "declined"])
                | Q(
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    state__in=["accepted", "declined"],
                ),
                name="referral_decided_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(state="declined") & ~Q(decline_reason="")
                | ~Q(state="declined") & Q(decline_reason="", decline_words__isnull=True),
                name="referral_declined_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None, opened_by=None)
                | Q(opened_at__isnull=False, opened_by__isnull=False, state="accepted", service=""),
                name="referral_opened_once_accepted",
            ),
        ]
        indexes = [
            models.Index(fields=["to_organisation", "state"], name="referral_by_receiver"),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def sealing_subject(self) -> uuid.UUID:
        """Whose key seals this row: the release's, which both sides may open."""
        return self.release_id

    @property
    def is_taken_back(self) -> bool:
        """Whether the consent behind it was withdrawn, whatever the state says."""
        return self.release.recalled_at is not None

    @property
    def standing(self) -> State:
        """Where it stands for people: an undecided referral without consent is taken back."""
        state = State(self.state)
        return State.WITHDRAWN if state in UNDECIDED and self.is_taken_back else state
