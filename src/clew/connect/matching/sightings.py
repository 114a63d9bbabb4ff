"""A circle's claims with the things they speak of: what the network, leads and this room read.

Two claims speak of one thing where a strong token is the same. A weak one never joins them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from clew.connect.matching.labels import label_of
from clew.connect.matching.tokens import Token, ref_of, token_of
from clew.engines.graphs.sharing import Mention
from clew.rules.linkage.normalise import is_weak, parts_of
from clew.rules.network.grades import Grade, NoSuchGrade
from clew.rules.network.kinds import Certainty, EntityKind, kind_of
from clew.survivor.release.queries import ClaimSeen

# A claim may name two numbers. Each is a thing of its own: who shares the one has nothing to do
# with who shares the other. Other kinds give several ways of writing one and the same thing.
_SEVERAL = frozenset({"phone"})


@dataclass(frozen=True, slots=True)
class Sighting:
    """One released claim and one thing it speaks of."""

    claim: ClaimSeen
    entity: str
    label: str
    service: str  # what it is for many people, such as "hostel"; empty where nobody said so
    weak: tuple[int, ...]

    @property
    def rules(self) -> EntityKind:
        """What is known about things of this kind."""
        return kind_of(self.claim.kind)

    @property
    def certainty(self) -> Certainty:
        """How sure it is; a word that nobody described is unknown, never 'no'."""
        try:
            return Certainty(self.claim.certainty)
        except ValueError:
            return Certainty.UNKNOWN

    @property
    def suspected(self) -> bool:
        """Whether its grade is drawn dashed."""
        return self.certainty is not Certainty.CONFIRMED

    @property
    def on(self) -> date | None:
        """The day, where a whole day is known."""
        try:
            return date.fromisoformat(self.claim.seen_on)
        except ValueError:
            return None

    @property
    def grade_words(self) -> str:
        """The grade as a reader meets it; empty where it is none."""
        try:
            return Grade.parse(self.claim.grade).in_words
        except NoSuchGrade:
            return ""

    @property
    def mention(self) -> Mention:
        """The same, as the engine of graphs reads it."""
        return Mention(
            subject=self.claim.pseudonym,
            entity=self.entity,
            kind=self.claim.kind,
            certainty=self.certainty,
            label=self.label,
            source=self.claim.source,
            on=self.on,
            benign=bool(self.service),
        )


@dataclass(frozen=True, slots=True)
class Sightings:
    """All of one circle, and which token leads to which thing."""

    circle: UUID
    found: tuple[Sighting, ...]
    entity_of: Mapping[int, str]

    @property
    def mentions(self) -> list[Mention]:
        """All of them for the engine."""
        return [each.mention for each in self.found]

    @property
    def pseudonyms(self) -> list[str]:
        """Everybody of whom something was released, in order."""
        return sorted({each.claim.pseudonym for each in self.found})

    def tokens(self, entity: str) -> list[int]:
        """Return every token under which one thing is known."""
        return sorted(token for token, of in self.entity_of.items() if of == entity)

    def of(self, *, entity: str = "", pseudonym: str = "") -> list[Sighting]:
        """Return the sightings of one thing or one person, best grade first."""
        found = (
            each
            for each in self.found
            if (entity and each.entity == entity)
            or (pseudonym and each.claim.pseudonym == pseudonym)
        )
        return sorted(found, key=lambda each: (each.claim.grade, each.claim.kind, each.claim.id))


def gather(
    circle: UUID,
    claims: Sequence[ClaimSeen],
    keys: Mapping[UUID, Sequence[Token]],
    services: Mapping[int, str],
) -> Sightings:
    """Join claims by their tokens.

    Args:
        circle: whose claims.
        claims: opened claims of the circle.
        keys: the tokens of each claim, by its id.
        services: tokens that were marked as there for many, with what they are.
    """
    root_of = _joined(claims, keys)
    marked = {root_of[token]: service for token, service in services.items() if token in root_of}
    found = []
    for claim in claims:
        tokens = keys.get(claim.id, ())
        weak = tuple(sorted(token.number for token in tokens if token.weak))
        named = _named(circle, claim)
        for thing in dict.fromkeys(root_of[token.number] for token in tokens if not token.weak):
            part = next((named[each] for each in named if root_of.get(each) == thing), "")
            label = label_of(claim.kind, claim.value, part)
            found.append(Sighting(claim, ref_of(thing), label, marked.get(thing, ""), weak))
    return Sightings(circle, tuple(found), {t: ref_of(thing) for t, thing in root_of.items()})


def _named(circle: UUID, claim: ClaimSeen) -> dict[int, str]:
    """Return the parts of a claim that names several things, by token."""
    if claim.kind not in _SEVERAL:
        return {}
    parts = [part for part in parts_of(claim.kind, claim.value) if not is_weak(part)]
    return {token_of(circle, claim.kind, part): part for part in parts} if len(parts) > 1 else {}


def _joined(claims: Iterable[ClaimSeen], keys: Mapping[UUID, Sequence[Token]]) -> dict[int, int]:
    """Return for each strong token the smallest that means the same thing."""
    root_of: dict[int, int] = {}

    def root(token: int) -> int:
        while root_of[token] != token:
            root_of[token] = root_of[root_of[token]]
            token = root_of[token]
        return token

    for claim in claims:
        strong = [token.number for token in keys.get(claim.id, ()) if not token.weak]
        for token in strong:
            root_of.setdefault(token, token)
        if claim.kind not in _SEVERAL:
            for token in strong[1:]:
                one, other = sorted((root(strong[0]), root(token)))
                root_of[other] = one
    return {token: root(token) for token in root_of}
