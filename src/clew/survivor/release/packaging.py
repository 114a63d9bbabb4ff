"""A release as a package, in two phases: `build` seals it in memory, `hand_out` lets it go.

Between the two nothing has left and nothing lies anywhere. The bytes are given out only by the
transaction that holds the release, finds it not taken back, and writes who took it. A withdrawal
changes the same row, so that one of the two waits for the other. The recipient's process sees no
row of the person and needs none.
"""

import hashlib
import hmac
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from clew.engines.packages import making
from clew.engines.packages.fingerprints import as_words, fingerprint_words, same_words
from clew.ground.accounts.models import Member
from clew.ground.audit import heads, reads
from clew.ground.audit.writing import changes
from clew.ground.vault import proofs, root
from clew.ground.vault.proofs import Lately
from clew.rules.consent.kinds import Kind, Purpose
from clew.survivor.people.permissions import NotYours, may_change
from clew.survivor.release.models import Fetch, PartnerKey, Release
from clew.survivor.release.queries import compartments_of, copies_of
from clew.survivor.release.steps import Step, reached
from clew.survivor.release.trusting import trusted
from clew.survivor.release.words import label_of, said_of

# The key that signs heads of the trace signs packages too: partners compare one key of a house.
_SIGNING: Final = "audit head signing"
_RECEIPTS: Final = "receipt|packages"
_RECEIPT_BYTES: Final = 16


class NotOpen(Exception):
    """It was taken back, its last day is over, or it went into a circle: there is no package."""


class NotWholeHere(Exception):
    """It holds a part that this process has no key for: the house itself gives the package."""


class NoTrustedKey(Exception):
    """No key of this partner was confirmed by two people, or it is revoked since."""


class WrongReceipt(Exception):
    """These are not the words that stand in the package."""


@dataclass(frozen=True, slots=True)
class Built:
    """A package that is sealed and has not left."""

    id: UUID
    release: UUID
    data: bytes = field(repr=False)
    keys: tuple[str, ...]  # ids of the partner's keys it is sealed to

    @property
    def name(self) -> str:
        """The name of the file: it says nothing of whom it is about."""
        return f"clew-{self.id.hex[:8]}.age"


def build(*, actor: Member, release: Release, on: date, at: datetime) -> Built:
    """Seal what was released to the partner's trusted keys. Nothing leaves.

    Raises:
        NotYours: the actor neither stands by the person nor works at the recipient.
        NotOpen: it may not be used any more.
        NoTrustedKey: there is no key to seal to.
        NotWholeHere: a part of it opens in the house only.
        StepUpNeeded: who asks has not shown within five minutes who they are.
    """
    theirs = release.organisation_id == actor.organisation_id
    if not theirs and not may_change(actor, release.person):
        raise NotYours
    proofs.want(Lately.FIVE_MINUTES)
    if root.has_a_part() and Kind.IMMIGRATION.value in release.kinds:
        raise NotWholeHere
    to, until = release.organisation, check_open(release, on=on)
    keys = list(_keys(release))
    if not keys or to is None:
        raise NoTrustedKey
    package = uuid.uuid4()
    facts = making.Facts(
        id=str(package),
        sender=release.source.name,
        recipient=to.name,
        purpose=release.purpose,
        purpose_words=Purpose(release.purpose).label,
        made_at=at,
        until_on=until,
        consents=tuple(release.consents),
        audit_head=heads.latest_signed().as_dict(),
        receipt=_receipt(package),
    )
    data = making.make(
        _parts(actor, release),
        facts,
        signed_by=root.derive(_SIGNING),
        sealed_to=[key.public_key for key in keys],
    )
    reached(Step.BUILT)
    return Built(package, release.id, data, tuple(str(key.id) for key in keys))


def hand_out(*, actor: Member, built: Built, on: date) -> Fetch:
    """Let a built package go: hold the release, find all as it was, write who took it.

    Only when this returns may the bytes be given to anybody.

    Raises:
        NotOpen: it was taken back, or its last day is over.
        NoTrustedKey: a key it is sealed to is not trusted any more.
    """
    with changes(actor=actor, purpose="release") as trace:
        release = check_as_built(built, on=on)
        reached(Step.HELD)
        fetch = Fetch(
            id=built.id,
            release=release,
            by=actor,
            digest=hashlib.sha256(built.data).hexdigest(),
            keys=list(built.keys),
        )
        fetch.save(force_insert=True)
        reached(Step.RECORDED)
        trace.record("package.fetched", about=fetch, subjects=[release.person_id, release.id])
    return fetch


def check_as_built(built: Built, *, on: date) -> Release:
    """Hold the release and find everything as it was: the guard of `hand_out`.

    Raises:
        NotOpen, NoTrustedKey: as `hand_out` says.
    """
    release = Release.rows.select_for_update().get(id=built.release)
    check_open(release, on=on)
    if set(built.keys) - {str(key.id) for key in _keys(release).select_for_update()}:
        raise NoTrustedKey
    return release


def check_open(release: Release, *, on: date) -> date:
    """Return the last day a release may be used; raise `NotOpen` when that is not so on a day."""
    until = release.until_on
    is_read_here = release.organisation_id is not None and not release.in_table
    if release.recalled_at or not is_read_here or until is None or on > until:
        raise NotOpen
    return until


def is_open(release: Release, *, on: date) -> bool:
    """Say whether a release may be used on a day."""
    try:
        check_open(release, on=on)
    except NotOpen:
        return False
    return True


def fetches_of(releases: Sequence[Release]) -> dict[UUID, list[Fetch]]:
    """Return who took packages of some releases, newest first. The caller has them by right."""
    found: dict[UUID, list[Fetch]] = {row.id: [] for row in releases}
    rows = Fetch.rows.filter(release__in=list(found)).select_related("by__organisation", "by")
    for row in rows.order_by("-at"):
        found[row.release_id].append(row)
    return found


def record_receipt(*, actor: Member, release: Release, words: str, at: datetime) -> Fetch:
    """Write down that the recipient opened a package: they said the words that stand in it.

    Raises:
        NotYours: the actor does not stand by the person.
        WrongReceipt: no package of this release holds these words.
    """
    if not may_change(actor, release.person):
        raise NotYours
    for fetch in Fetch.rows.filter(release=release):
        if same_words(words, as_words(_receipt(fetch.id))):
            with changes(actor=actor, purpose="release") as trace:
                if fetch.receipt_at is None:
                    fetch.receipt_by, fetch.receipt_at = actor, at
                    fetch.save(update_fields=["receipt_by", "receipt_at"])
                    trace.record("package.received", about=fetch, subjects=[release.person_id])
            return fetch
    raise WrongReceipt


def house_words() -> str:
    """Return the words of the key that this house signs with: partners compare them once."""
    return fingerprint_words(heads.public_key())


def _keys(release: Release) -> QuerySet[PartnerKey]:
    if release.organisation_id is None:
        raise NotOpen
    return trusted(by=release.source_id, partner=release.organisation_id)


def _parts(actor: Member, release: Release) -> list[making.Part]:
    reads.record(
        actor=actor,
        name="package.built",
        subjects=[release.id, release.person_id],
        compartments=compartments_of(release),
        purpose=release.purpose,
        about=f"release.Release:{release.id}",
        opening=[release.id],
    )
    return [
        making.Part(
            row.kind,
            row.name,
            label_of(row.kind, row.name),
            said_of(row.kind, row.name, row.said),
        )
        for row in copies_of(release)
    ]


def _receipt(package: UUID) -> bytes:
    """Return what only who opened the package can know; it is derived, so nothing is stored."""
    return hmac.digest(root.derive(_RECEIPTS), package.bytes, "sha256")[:_RECEIPT_BYTES]
