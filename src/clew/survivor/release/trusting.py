"""Partners' keys: entered by one person, compared and confirmed by a second, revoked by anybody.

What a key is worth is the comparing: both people have it read out by the partner in a way they
knew before, never from the message that the key came in.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from clew.engines.packages.making import NoKey, recipient
from clew.ground.accounts.models import Member, Organisation
from clew.ground.accounts.queries import colleagues, partners
from clew.ground.accounts.roles import Role
from clew.ground.audit.writing import changes
from clew.ground.notices.actions import tell
from clew.survivor.release.models import PartnerKey

MAY_TRUST = (Role.ADMINISTRATOR, Role.CASE_LEAD, Role.ADVOCATE)


class NotAKey(Exception):
    """What was entered is no public key of age."""


class KnownKey(Exception):
    """This key was entered before. One that was revoked or replaced does not come back."""


class NoSuchKey(Exception):
    """No such key is visible to the actor."""


class NeedsSecondPerson(Exception):
    """Who entered a key cannot confirm it."""


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
    *, actor: Member, partner: Organisation, public_key: str, replaces: PartnerKey | None = None
) -> PartnerKey:
    """Enter a partner's public key; nothing is sealed to it until somebody else confirms it.

    Raises:
        NotAKey: it is no public key of age.
        KnownKey: it was entered before.
        NoSuchKey: the partner is the own organisation, or `replaces` is another partner's.
    """
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
        _key, made = PartnerKey.objects.get_or_create(
            trusted_by_id=actor.organisation_id, partner=partner, public_key=written,
            defaults={"entered_by": actor, "replaces": replaces},
        )  # fmt: skip
        if not made:
            raise KnownKey
        trace.record("key.entered", about=_key)
        others = colleagues(actor, *MAY_TRUST).exclude(id=actor.id)
        tell(others, code="key.waiting", path="/released/keys/")
    return _key


def confirm(*, actor: Member, key: PartnerKey, at: datetime) -> PartnerKey:
    """Confirm as a second person that the words are the partner's. A key it replaces ends.

    Raises:
        NoSuchKey: it is another organisation's.
        NeedsSecondPerson: the actor entered it.
        KeyIsOver: it was revoked or replaced before.
    """
    with changes(actor=actor, purpose="sharing") as trace:
        row = _locked(actor, key)
        if row.entered_by_id == actor.id:
            raise NeedsSecondPerson
        if row.confirmed_at is not None:
            return row
        row.confirmed_by, row.confirmed_at = actor, at
        row.save(update_fields=["confirmed_by", "confirmed_at"])
        trace.record("key.confirmed", about=row)
        if row.replaces_id is not None:
            before = PartnerKey.objects.select_for_update().get(id=row.replaces_id)
            if before.ended_at is None:
                _end(before, actor, at, "rotated")
                trace.record("key.rotated", about=before)
    return row


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
