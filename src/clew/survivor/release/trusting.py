"""Partners' keys: entered by one person, compared and confirmed by a second, revoked by anybody.

What a key is worth is the comparing: both people have it read out by the partner in a way they
knew before, never from the message that the key came in. The second person is asked by
`ground.pairs`, as for everything that nobody does alone.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clew.engines.packages.making import NoKey, recipient
from clew.ground.accounts.models import Member, Organisation
from clew.ground.accounts.queries import partners
from clew.ground.accounts.roles import Role
from clew.ground.audit.writing import changes
from clew.ground.pairs import actions as pairs
from clew.ground.pairs import operations
from clew.ground.pairs.models import Proposal
from clew.ground.pairs.operations import CannotBeDone
from clew.ground.vault import proofs
from clew.ground.vault.proofs import Lately
from clew.survivor.release.models import PartnerKey

MAY_TRUST: Final = frozenset({Role.ADMINISTRATOR, Role.CASE_LEAD, Role.ADVOCATE})
OPERATION: Final = "key.trust"


class NotAKey(Exception):
    """What was entered is no public key of age."""


class KnownKey(Exception):
    """This key was entered before. One that was revoked or replaced does not come back."""


class NoSuchKey(Exception):
    """No such key is visible to the actor."""


class KeyIsOver(Exception):
    """The key was revoked or replaced before."""


def keys_of(actor: Member) -> QuerySet[PartnerKey]:
    """Return the partners' keys that the actor's organisation has, newest first."""
    found = PartnerKey.objects.filter(trusted_by=actor.organisation_id)
    return found.select_related("partner", "entered_by", "confirmed_by", "ended_by").order_by(
        "partner__name", "-entered_at"
    )


def key_for(actor: Member, key_id: UUID | str) -> PartnerKey:
    """Return one of the organisation's keys. Raises `NoSuchKey`."""
    found = keys_of(actor).filter(id=key_id).first()
    if found is None:
        raise NoSuchKey
    return found


def trusted(*, by: UUID, partner: UUID) -> QuerySet[PartnerKey]:
    """Return the keys of a partner that an organisation may seal to now."""
    return PartnerKey.objects.filter(
        trusted_by=by, partner=partner, confirmed_at__isnull=False, ended_at=None
    ).order_by("id")


def enter(
    *,
    actor: Member,
    partner: Organisation,
    public_key: str,
    replaces: PartnerKey | None = None,
    at: datetime,
) -> PartnerKey:
    """Enter a partner's public key; nothing is sealed to it until somebody else confirms it.

    Raises:
        NotAKey: it is no public key of age.
        KnownKey: it was entered before.
        NoSuchKey: the partner is the own organisation, or `replaces` is another partner's.
        NobodyToAsk, NotYourOperation: as `pairs.propose` says.
        StepUpNeeded: who asks has not shown within five minutes who they are.
    """
    proofs.want(Lately.FIVE_MINUTES)
    written = public_key.strip()
    try:
        written = str(recipient(written))
    except NoKey as error:
        raise NotAKey from error
    if not partners(actor).filter(id=partner.id).exists():
        raise NoSuchKey
    if replaces is not None and key_for(actor, replaces.id).partner_id != partner.id:
        raise NoSuchKey
    with changes(actor=actor, purpose="sharing") as trace:
        key, made = PartnerKey.objects.get_or_create(
            trusted_by_id=actor.organisation_id, partner=partner, public_key=written,
            defaults={"entered_by": actor, "replaces": replaces},
        )  # fmt: skip
        if not made:
            raise KnownKey
        trace.record("key.entered", about=key)
        ask_second(actor=actor, key=key, at=at)
    return key


def ask_second(*, actor: Member, key: PartnerKey, at: datetime) -> None:
    """Ask a second person to compare a key: when it is entered, and again when nobody came.

    Raises:
        NoSuchKey: it is another organisation's.
        KeyIsOver: it was confirmed, revoked or replaced before.
        AlreadyProposed, NobodyToAsk, NotYourOperation: as `pairs.propose` says.
    """
    row = key_for(actor, key.id)
    if row.state != "waiting":
        raise KeyIsOver
    reason = _("Compare with %(partner)s, in a way you knew before: %(words)s") % {
        "partner": row.partner.name,
        "words": row.words,
    }
    pairs.propose(
        actor=actor, operation=OPERATION, about=row.id, reason=reason, at=at,
        authors=[row.entered_by],
    )  # fmt: skip


def carry_out(proposal: Proposal, actor: Member) -> None:
    """Trust a key that a second person has compared. A key that it replaces ends.

    Raises:
        CannotBeDone: it was revoked meanwhile.
    """
    at = proposal.decided_at or timezone.now()
    with changes(actor=actor, purpose="sharing") as trace:
        row = PartnerKey.objects.select_for_update().get(id=proposal.about)
        if row.ended_at is not None:
            raise CannotBeDone(_("The key was revoked meanwhile, so it is not trusted."))
        row.confirmed_by, row.confirmed_at = actor, at
        row.save(update_fields=["confirmed_by", "confirmed_at"])
        trace.record("key.confirmed", about=row)
        if row.replaces_id is not None:
            before = PartnerKey.objects.select_for_update().get(id=row.replaces_id)
            if before.ended_at is None:
                _end(before, actor, at, "rotated")
                trace.record("key.rotated", about=before)


def register() -> None:
    """Register what two people do here: called once, when Django is set up."""
    operations.register(
        operations.Operation(
            code=OPERATION,
            words=gettext_lazy("Trust a partner's key"),
            proposes=MAY_TRUST,
            confirms=MAY_TRUST,
            carry_out=carry_out,
        )
    )


def revoke(*, actor: Member, key: PartnerKey, at: datetime) -> PartnerKey:
    """Revoke a key at once: nothing is sealed to it from now on. One person is enough.

    Raises:
        NoSuchKey: it is another organisation's.
        KeyIsOver: it was revoked or replaced before.
    """
    with changes(actor=actor, purpose="sharing") as trace:
        row = _locked(actor, key)
        _end(row, actor, at, "revoked")
        trace.record("key.revoked", about=row)
    return row


def _locked(actor: Member, key: PartnerKey) -> PartnerKey:
    key_for(actor, key.id)
    row = PartnerKey.objects.select_for_update().get(id=key.id)
    if row.ended_at is not None:
        raise KeyIsOver
    return row


def _end(row: PartnerKey, actor: Member, at: datetime, how: str) -> None:
    row.ended_by, row.ended_at, row.ended_as = actor, at, how
    row.save(update_fields=["ended_by", "ended_at", "ended_as"])
