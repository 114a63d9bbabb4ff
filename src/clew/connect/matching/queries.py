"""Which values several people share in a circle, and first of all those of two organisations."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from clew.connect.matching.actions import index
from clew.connect.matching.models import Key, Ordinary
from clew.connect.matching.permissions import NoSuchCircle, circle_for, circles_for
from clew.connect.matching.sightings import Sighting, Sightings, gather
from clew.connect.matching.tokens import Token
from clew.engines.graphs.sharing import Shared, shared
from clew.ground.accounts.models import Circle, Member
from clew.rules.consent.kinds import Purpose
from clew.rules.network.kinds import entity_kinds
from clew.survivor.release.queries import released_claims

__all__ = ["NoSuchCircle", "circle_for", "circles_for", "shared_values", "sightings", "too_little"]
_FEWEST: Final = 2
_MOST_WEAK: Final = 30


@dataclass(frozen=True, slots=True)
class SharedValue:
    """One thing that two or more people spoke of.

    `ordinary` is the sentence why sharing it says nothing, else "". `grade` is the best of its
    claims. `label` is short; `values` are its spellings as they were released.
    """

    circle: UUID
    entity: str
    kind: str
    label: str
    values: tuple[str, ...] = field(repr=False)
    pseudonyms: tuple[str, ...]
    organisations: tuple[str, ...]
    grade: str
    certainty: str
    ordinary: str
    service: str

    @property
    def across(self) -> bool:
        """Whether two organisations saw it, each without knowing of the other."""
        return len(self.organisations) >= _FEWEST

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return entity_kinds()[self.kind].label

    @property
    def suspected(self) -> bool:
        """Whether no link to it is confirmed."""
        return self.certainty != "confirmed"


@dataclass(frozen=True, slots=True)
class MayMeet:
    """Values that agree in too little to be joined, such as four last digits."""

    kind: str
    labels: tuple[str, ...]
    pseudonyms: tuple[str, ...]

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return entity_kinds()[self.kind].label


def sightings(actor: Member, circle: Circle) -> Sightings:
    """Return what was released into a circle, opened with a trace, joined by its tokens.

    Claims that have no tokens yet get them now. Facts that are never a link to a person (of
    immigration, health, testimony) are left out without a word, should any have got here.

    Raises:
        NoSuchCircle: the circle is not one of the actor's.
    """
    circle = circle_for(actor, circle.id)
    seen = released_claims(actor, Purpose(circle.purpose))
    claims = [each for each in seen if each.circle == circle.id and each.kind in entity_kinds()]
    index(actor=actor, claims=claims)
    keys: dict[UUID, list[Token]] = {}
    for claim, token, weak in Key.rows.filter(circle=circle).values_list("claim", "token", "weak"):
        keys.setdefault(claim, []).append(Token(token, weak))
    services = dict(Ordinary.rows.filter(circle=circle).values_list("token", "service"))
    return gather(circle.id, claims, keys, services)


def shared_values(actor: Member, purpose: Purpose) -> list[SharedValue]:
    """Return what two or more people share in the actor's circles for a purpose.

    What two organisations saw comes first, then what the most people share; what says nothing
    comes last of each.
    """
    found: list[SharedValue] = []
    for circle in circles_for(actor).filter(purpose=purpose.value):
        found += in_circle(sightings(actor, circle))
    return sorted(found, key=_order)


def in_circle(seen: Sightings) -> list[SharedValue]:
    """Return the same for sightings that are in hand."""
    of: dict[tuple[str, str], list[Sighting]] = {}
    for each in seen.found:
        of.setdefault((each.claim.kind, each.entity), []).append(each)
    values = [
        _value(seen.circle, each, of[each.kind, each.entity]) for each in shared(seen.mentions)
    ]
    return sorted(values, key=_order)


def too_little(seen: Sightings) -> list[MayMeet]:
    """Return the values of different people that only a weak token joins, at most thirty."""
    of: dict[int, list[Sighting]] = {}
    for each in seen.found:
        for token in each.weak:
            of.setdefault(token, []).append(each)
    found = {
        MayMeet(group[0].claim.kind, _once(each.label for each in group), people)
        for group in of.values()
        if len({each.entity for each in group}) >= _FEWEST
        and len(people := _once(each.claim.pseudonym for each in group)) >= _FEWEST
    }
    return sorted(found, key=lambda each: (-len(each.pseudonyms), each.kind, each.labels))[
        :_MOST_WEAK
    ]


def _value(circle: UUID, what: Shared, group: list[Sighting]) -> SharedValue:
    used = [each for each in group if each.claim.pseudonym in what.subjects]
    service = next((each.service for each in group if each.service), "")
    return SharedValue(
        circle=circle,
        entity=what.entity,
        kind=what.kind,
        label=what.label,
        values=_once(each.claim.value for each in used),
        pseudonyms=what.subjects,
        organisations=_once(each.claim.source for each in used),
        grade=min(each.claim.grade for each in used),
        certainty=what.certainty.value,
        ordinary=_why_ordinary(what, service) if what.says_nothing else "",
        service=service,
    )


def _why_ordinary(what: Shared, service: str) -> str:
    """Say why sharing it says nothing: it is there for many, or very many use it."""
    rules = entity_kinds()[service or what.kind]
    if rules.benign:
        return rules.because
    return _("%(users)d people use it. That says nothing.") % {"users": what.users}


def _order(value: SharedValue) -> tuple[bool, bool, int, str, str]:
    return (
        not value.across,
        bool(value.ordinary),
        -len(value.pseudonyms),
        value.kind,
        value.entity,
    )


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(texts)))
