"""Who seems to belong to the group of the confirmed: each with a hint, never a verdict."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from clew.engines.graphs.alarms import Alarm
from clew.engines.graphs.reranker import Ranked
from clew.engines.graphs.suspicion import edges_between, values_of
from clew.engines.graphs.web import Ints, Web
from clew.rules.linkage.normalise import is_weak, parts_of

CONFIRMED: Final = "confirmed"
HELD: Final = "may be held too"
SPOKEN_OF: Final = "bears a name that those held speak of"
TIED: Final = "tied to others, nobody has told"
_LIKELY: Final = 0.5
_MOST_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Member:
    """One entity in one group. `weight` orders members within the group."""

    group: str
    entity: int
    role_hint: str
    weight: float


def members(web: Web, ranked: Ranked, alarms: list[Alarm]) -> list[Member]:
    """Return the group around the confirmed people, and after it the alarms.

    Who bears a name that people of the group speak of may be one who commands it, somebody of that
    name, or a victim made to work for it: the hint says only what was seen.
    """
    found = [Member("group-1", int(each), CONFIRMED, 1.0) for each in ranked.reached.confirmed]
    spoken = _spoken_of(web, ranked)
    likely = ranked.chance >= _LIKELY
    held = {
        int(each): float(chance)
        for each, chance in zip(ranked.persons[likely], ranked.chance[likely], strict=True)
    }
    for entity, weight in sorted(spoken.items(), key=lambda item: (-item[1], item[0])):
        if entity not in ranked.reached.confirmed:
            found.append(Member("group-1", entity, SPOKEN_OF, round(weight, 4)))
    found += [
        Member("group-1", entity, HELD, round(chance, 4))
        for entity, chance in held.items()
        if entity not in spoken
    ]
    for number, alarm in enumerate(alarms, start=1):
        found += [
            Member(f"alarm-{number}", int(each), TIED, alarm.weight) for each in alarm.entities
        ]
    return found


def _spoken_of(web: Web, ranked: Ranked) -> dict[int, float]:
    """Return the entities whose whole name the confirmed or likely speak of, with how strongly."""
    speakers = np.concatenate([ranked.reached.confirmed, ranked.persons[ranked.chance >= _LIKELY]])
    speakers = np.unique(speakers).astype(np.int64)
    edges = edges_between(web.by_person, speakers)
    edges = edges[web.awake[edges]]
    wanted: dict[str, float] = {}
    scores = values_of(web.person[edges], ranked.reached.persons, ranked.reached.score)
    for edge, score in zip(edges.tolist(), scores.tolist(), strict=True):
        part = web.parts[web.thing[edge]]
        if part.kind == "person" and not part.weak:
            text = f"{part.form}:{part.rest}"
            wanted[text] = max(wanted.get(text, 0.0), score)
    if not wanted:
        return {}
    named: dict[str, set[int]] = {}
    for entity, name in _names(web):
        for text in parts_of("person", name):
            if text in wanted and not is_weak(text):
                named.setdefault(text, set()).add(entity)
    return {
        entity: wanted[text]
        for text, entities in sorted(named.items())
        if len(entities) <= _MOST_NAMED  # a name that many bear points at nobody
        for entity in entities
    }


def _names(web: Web) -> list[tuple[int, str]]:
    owners: Ints = web.people.of_record
    return sorted(
        {
            (int(owner), name)
            for owner, name in zip(owners, web.people.names, strict=True)
            if owner >= 0 and name
        }
    )
