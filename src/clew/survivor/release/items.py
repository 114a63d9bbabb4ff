"""What may be picked for a release: parts with their values, before anything has left."""

import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from clew.ground.accounts.models import Member
from clew.ground.audit import reads
from clew.ground.vault import root
from clew.ground.vault.compartments import Compartment
from clew.rules.consent.kinds import Kind
from clew.survivor.claims.queries import of_person as claims_of
from clew.survivor.contact.queries import safe_contact
from clew.survivor.people.models import Person
from clew.survivor.release.words import label_of

_PARTS: Final = {
    "full_name": Kind.IDENTITY,
    "called": Kind.IDENTITY,
    "born": Kind.IDENTITY,
    "sex": Kind.IDENTITY,
    "speaks": Kind.IDENTITY,
    "nationality": Kind.IMMIGRATION,
}


@dataclass(frozen=True, slots=True)
class Item:
    """One part: its kind, the code of its name, its value; a claim also says which it is."""

    kind: Kind
    name: str
    value: str = field(repr=False)
    claim: UUID | None = None
    grade: str = ""

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"claim:{self.claim}" if self.claim else f"{self.kind.value}:{self.name}"

    @property
    def label(self) -> str:
        """What people call it."""
        return label_of(self.kind.value, self.name)


def offered(actor: Member, person: Person, kinds: Iterable[Kind]) -> list[Item]:
    """Return what the rooms of this floor have of some kinds, opened with a trace.

    Rooms above add their own items (a screening's outcome, five lines) in the same shape.
    """
    wanted = frozenset(kinds)
    claims = claims_of(actor, person) if Kind.CLAIM in wanted else []
    contact = safe_contact(actor, person) if Kind.CONTACT in wanted else None
    _leave_trace(actor, person, wanted)
    found = [
        Item(kind, name, str(value))
        for name, kind in _PARTS.items()
        if kind in wanted and (value := getattr(person, name))
    ]
    if contact is not None:
        parts = ("how", "when", "never")
        found += [
            Item(Kind.CONTACT, name, str(value))
            for name in parts
            if (value := getattr(contact, name))
        ]
    found += [
        Item(Kind.CLAIM, claim.kind, str(claim.value), claim.id, claim.grade) for claim in claims
    ]
    return found


def fingerprint(items: Sequence[Item]) -> str:
    """Return a keyed digest of what a preview shows: it says nothing, and a changed value shows."""
    shown = json.dumps([(item.key, item.value) for item in items]).encode()
    return hmac.digest(root.derive("release preview"), shown, "sha256").hex()


def _leave_trace(actor: Member, person: Person, kinds: frozenset[Kind]) -> None:
    opens = {
        Kind.IDENTITY: Compartment.IDENTITY,
        Kind.IMMIGRATION: Compartment.IMMIGRATION,
        Kind.CONTACT: Compartment.OPERATIONS,
        Kind.CLAIM: Compartment.TESTIMONY,
    }
    reads.record(
        actor=actor,
        name="release.prepared",
        subjects=[person.id],
        compartments=sorted({opens[kind] for kind in kinds if kind in opens}),
        purpose="release",
    )
