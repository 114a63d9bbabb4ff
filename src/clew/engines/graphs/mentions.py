"""Mentions gathered by the thing they speak of. The ground on which all of `graphs` stands.

A mention is one released statement: this person, that thing. Whether two mentions mean the same
thing was settled before (`clew.rules.linkage`, and people's judgements); here `entity` is equal or
it is not.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from clew.rules.network.kinds import Certainty, EntityKind, kind_of

Key = tuple[str, str]
"""Kind and entity: two kinds may use one id."""

_STRONGEST_FIRST = (Certainty.CONFIRMED, Certainty.SUSPECTED, Certainty.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Mention:
    """One released statement that a person used, lived at or met a thing.

    `subject` is a person's pseudonym, `entity` the id of the thing, `kind` one of
    `clew.rules.network.kinds`, `certainty` a `Certainty`, `label` short and safe to show ("account
    ending 4471"), `source` where it comes from, `on` a day if one is known. `benign` says that
    this very thing is there for many people, such as a hostel's phone.
    """

    subject: str
    entity: str
    kind: str
    certainty: str
    label: str
    source: str
    on: date | None
    benign: bool = False


@dataclass(slots=True)
class Use:
    """All that is said of one person and one thing."""

    certainties: set[Certainty] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    first: date | None = None
    last: date | None = None

    @property
    def disputed(self) -> bool:
        """Whether one source says so and another says it is wrong."""
        return Certainty.DISPROVED in self.certainties and len(self.certainties) > 1

    @property
    def certainty(self) -> Certainty:
        """The strongest that is said; what sources dispute is at most suspected."""
        best = next((each for each in _STRONGEST_FIRST if each in self.certainties), None)
        if best is None:
            return Certainty.DISPROVED
        if self.disputed and best is Certainty.CONFIRMED:
            return Certainty.SUSPECTED
        return best


@dataclass(slots=True)
class Thing:
    """One thing with everybody who is said to use it."""

    kind: str
    entity: str
    rules: EntityKind
    label: str
    benign: bool
    uses: dict[str, Use] = field(default_factory=dict)

    @property
    def users(self) -> dict[str, Use]:
        """Those who are said to use it, without those of whom it was disproved."""
        return {
            subject: use
            for subject, use in sorted(self.uses.items())
            if use.certainty is not Certainty.DISPROVED
        }

    def is_hub(self, users: int) -> bool:
        """Say whether so many use it that sharing it says nothing."""
        return users > self.rules.ordinary_up_to

    def says_nothing(self, users: int) -> bool:
        """Say whether it never makes a lead: made for many people, or used by too many."""
        return self.benign or self.is_hub(users)


def things_in(mentions: Iterable[Mention]) -> dict[Key, Thing]:
    """Gather mentions by thing, in the order of kind and id whatever order they came in.

    Of several labels the first in the alphabet is kept; one mention that calls a thing benign makes
    it so, because to spare a hostel's guests counts for more than one link. Raises
    `NeverInTheNetwork` and `UnknownKind` (see `kind_of`), and `ValueError` for a certainty that
    does not exist.
    """
    things: dict[Key, Thing] = {}
    for mention in mentions:
        key = (mention.kind, mention.entity)
        thing = things.get(key)
        if thing is None:
            rules = kind_of(mention.kind)
            thing = Thing(mention.kind, mention.entity, rules, mention.label, rules.benign)
            things[key] = thing
        thing.label = min(thing.label, mention.label)
        thing.benign = thing.benign or mention.benign
        use = thing.uses.setdefault(mention.subject, Use())
        use.certainties.add(Certainty(mention.certainty))
        use.sources.add(mention.source)
        if mention.on is not None:
            use.first = min(use.first or mention.on, mention.on)
            use.last = max(use.last or mention.on, mention.on)
    return dict(sorted(things.items()))
