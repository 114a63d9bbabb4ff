"""Who shares what, and who else may be held: the door of this room.

A lead is a reason to look with care. Its score only puts leads in order; every part of it is a
sentence, and the sentences' weights add up to the score. What serves many people never counts and
is written down as speaking against.

The damping follows the idea of spreading suspicion over shared identifiers: a thing says as much
as the part of its users who are confirmed, with one user more than is known.
"""

import heapq
import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from clew.engines.graphs import wording
from clew.engines.graphs.mentions import Key, Mention, Thing, things_in
from clew.engines.graphs.neighbourhood import (
    HiddenNode,
    Link,
    Neighbourhood,
    Node,
    neighbourhood,
    network,
)
from clew.rules.network.kinds import Certainty, Stage

__all__ = [
    "HiddenNode",
    "Lead",
    "Link",
    "Mention",
    "Neighbourhood",
    "Node",
    "Reason",
    "Shared",
    "leads",
    "neighbourhood",
    "network",
    "shared",
]
_DECIMALS = 6
_FEWEST_TO_SHARE = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that a person shares with confirmed people, in words, with its part of the score.

    `users` counts everybody who is said to use it, the person and the confirmed ones too.
    """

    entity: str
    kind: str
    sentence: str
    weight: float
    shared_with: tuple[str, ...]
    users: int


@dataclass(frozen=True, slots=True)
class Lead:
    """A person who may be held by the same group: why, what speaks against, what is not known.

    `score` is the sum of the weights in `because`. It orders leads and is shown to nobody.
    """

    subject: str
    score: float
    because: tuple[Reason, ...]
    against: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """One thing that two or more people are said to use.

    `certainty` is that of the strongest link, `says_nothing` a sentence where it counts for
    nothing, else "".
    """

    entity: str
    kind: str
    label: str
    stage: Stage
    subjects: tuple[str, ...]
    certainty: Certainty
    says_nothing: str

    @property
    def users(self) -> int:
        """How many people are said to use it."""
        return len(self.subjects)


def leads(
    mentions: Iterable[Mention], *, confirmed: Collection[str], limit: int = 50
) -> tuple[Lead, ...]:
    """Return those who share most with confirmed people, best first, at most `limit`.

    For each thing: weight of its kind x certainty of the person's own link x (confirmed users,
    each by certainty) / (all other users + 1). Order of input never matters; equal scores stand in
    the order of subjects. A person linked only through things that say nothing is no lead. Raises
    `NeverInTheNetwork`, `UnknownKind`, and `ValueError` for a negative limit.
    """
    if limit < 0:
        msg = "limit: wanted 0 or more"
        raise ValueError(msg)
    things, known = things_in(mentions), frozenset(confirmed)
    weights: dict[str, list[tuple[Key, float]]] = {}
    silent: dict[str, list[Key]] = {}
    for key, thing in things.items():
        if known.isdisjoint(thing.uses):
            continue
        users = thing.users
        strength = sum(users[each].certainty.counts_for for each in known & users.keys())
        if not strength:
            continue
        # `users` is without the disproved, who are kept for what speaks against.
        if thing.says_nothing(len(users)):
            for subject in thing.uses.keys() - known:
                silent.setdefault(subject, []).append(key)
            continue
        for subject, use in thing.uses.items():
            if subject in known:
                continue
            if subject not in users:
                silent.setdefault(subject, []).append(key)
                continue
            weight = thing.rules.sharing_weight * use.certainty.counts_for * strength / len(users)
            weights.setdefault(subject, []).append((key, round(weight, _DECIMALS)))
    best = heapq.nsmallest(limit, ((-_sum(parts), subject) for subject, parts in weights.items()))
    return tuple(
        _lead(subject, weights[subject], silent.get(subject, []), things, known)
        for _, subject in best
    )


def _sum(parts: list[tuple[Key, float]]) -> float:
    return round(math.fsum(weight for _, weight in parts), _DECIMALS)


def _lead(
    subject: str,
    parts: list[tuple[Key, float]],
    silent: list[Key],
    things: dict[Key, Thing],
    known: frozenset[str],
) -> Lead:
    """Put a lead into words. Only the leads that are shown get here."""
    because, against, unknown, sources = [], [], [], set()
    for key, weight in sorted(parts, key=lambda part: (-part[1], part[0])):
        thing = things[key]
        users = thing.users
        use, sure = users[subject], sorted(known & users.keys())
        sharing = [users[each] for each in sure]
        sentence = wording.shares(
            thing,
            use,
            confirmed=len(sure),
            suspected=sum(each.certainty is not Certainty.CONFIRMED for each in sharing),
            others=len(users) - len(sure) - 1,
        )
        because.append(Reason(thing.entity, thing.kind, sentence, weight, tuple(sure), len(users)))
        sources |= use.sources
        apart = wording.far_apart(thing, use, sharing)
        against += [apart] if apart else []
        unknown += wording.not_known(thing, use, sharing)
    for key in silent:
        thing = things[key]
        users = thing.users
        if subject in users:
            against.append(wording.says_nothing(thing, len(users)))
        else:
            against.append(wording.disproved(thing))
    if len(sources) == 1:
        unknown.append("whether a second source says the same; all this comes from one")
    return Lead(subject, _sum(parts), tuple(because), tuple(against), tuple(unknown))


def shared(mentions: Iterable[Mention]) -> tuple[Shared, ...]:
    """Return every thing that two or more people are said to use, the most used first.

    Things that say nothing are among them, with the sentence why. Disproved links do not count.
    Raises `NeverInTheNetwork` and `UnknownKind`.
    """
    found = []
    for thing in things_in(mentions).values():
        users = thing.users
        if len(users) < _FEWEST_TO_SHARE:
            continue
        silent = thing.says_nothing(len(users))
        best = max((use.certainty for use in users.values()), key=lambda each: each.counts_for)
        found.append(
            Shared(
                entity=thing.entity,
                kind=thing.kind,
                label=thing.label,
                stage=thing.rules.stage,
                subjects=tuple(users),
                certainty=best,
                says_nothing=wording.says_nothing(thing, len(users)) if silent else "",
            )
        )
    return tuple(sorted(found, key=lambda each: (-each.users, each.kind, each.entity)))
