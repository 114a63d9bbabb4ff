"""Every lead in sentences that can be checked, each with its part of the score.

The score of a lead is the log odds of the re-ranker less its constant: a sum. What rests on shared
identifiers is divided among them by how much each says; what rests on how somebody stands in the
web is one sentence more. What says nothing is said too, with a weight of nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from clew.engines.graphs import features, standing
from clew.engines.graphs.identity import SAME
from clew.engines.graphs.priors import FAMILY_OF
from clew.engines.graphs.reranker import Ranked, Reranker
from clew.engines.graphs.standing import Standing
from clew.engines.graphs.suspicion import edges_between, loudest, values_of
from clew.engines.graphs.values import shown
from clew.engines.graphs.web import NO_DAY, Ints, Web
from clew.engines.graphs.wording import counted

SUSPECTED: Final = 0.2
_MOST_SENTENCES: Final = 12
_MOST_HUBS: Final = 3
_DAYS_APART: Final = 365


@dataclass(frozen=True, slots=True)
class Explained:
    """One lead in words: its reasons with their weights, and what speaks against it."""

    entity: int
    chance: float
    because: tuple[str, ...]
    weights: tuple[float, ...]
    against: tuple[str, ...]


def explain(
    web: Web, stands: Standing, ranked: Ranked, model: Reranker, *, most: int
) -> list[Explained]:
    """Put the first `most` leads into words, best first."""
    reached = ranked.reached
    part = ranked.table * model.lead.weights
    columns = len(features.EVIDENCE)
    by_sharing = part[:, :columns].sum(axis=1)
    by_standing = part[:, columns:].sum(axis=1)
    starts, _ = loudest(web.slot[reached.edges], reached.message)
    ends = np.append(starts[1:], len(reached.edges))
    owner = web.person[reached.edges[starts]]
    order = np.argsort(owner, kind="stable")
    found = []
    for row, (entity, chance) in enumerate(
        zip(ranked.persons[:most], ranked.chance[:most], strict=True)
    ):
        low, high = np.searchsorted(owner[order], [entity, entity + 1])
        best = [
            start + int(np.argmax(reached.message[start:end]))
            for start, end in zip(starts[order[low:high]], ends[order[low:high]], strict=True)
        ]
        paths = sorted(
            (at for at in best if reached.message[at] > 0),
            key=lambda at: (-reached.message[at], web.parts[web.thing[reached.edges[at]]].rest),
        )
        because, weights = _shared(web, ranked, paths, float(by_sharing[row]))
        sentence = _stands(stands, int(entity))
        if sentence:
            because.append(sentence)
            weights.append(round(float(by_standing[row]), 4))
        elif weights:
            weights[0] = round(weights[0] + float(by_standing[row]), 4)
        against = _against(web, ranked, int(entity), paths)
        found.append(Explained(int(entity), float(chance), tuple(because), tuple(weights), against))
    return found


def _shared(
    web: Web, ranked: Ranked, paths: Sequence[int], total: float
) -> tuple[list[str], list[float]]:
    loud = np.array([ranked.reached.message[at] for at in paths])
    says = -np.log1p(-np.minimum(loud, 0.999))
    parts = total * says / says.sum() if len(says) else says
    sentences = [_sentence(web, ranked, at) for at in paths[:_MOST_SENTENCES]]
    weights = [round(float(part), 4) for part in parts[:_MOST_SENTENCES]]
    if len(paths) > _MOST_SENTENCES:
        sentences.append(f"shares {counted(len(paths) - _MOST_SENTENCES)} things more, each less")
        weights.append(round(float(parts[_MOST_SENTENCES:].sum()), 4))
    return sentences, weights


def _sentence(web: Web, ranked: Ranked, at: int) -> str:
    """Say what is shared over one edge, with how many confirmed, suspected and other people."""
    reached = ranked.reached
    edge = int(reached.edges[at])
    thing = int(web.thing[edge])
    if web.parts[thing].kind == SAME:
        return _same(web, ranked, edge)
    others = _holders(web, thing, int(web.person[edge]))
    told = int(np.isin(others, reached.confirmed).sum())
    scores = values_of(others, reached.persons, reached.score)
    suspected = int((scores >= SUSPECTED).sum()) - told
    rest = len(others) - told - suspected
    verb = "may share" if web.weak[thing] else "shares"
    with_whom = []
    if told:
        with_whom.append(f"{counted(told)} confirmed {_people(told)}")
    if suspected > 0:
        # Who is found is looked for, not accused: the words say so.
        with_whom.append(f"{counted(suspected)} {_people(suspected)} who may be held too")
    if not told and suspected <= 0:
        with_whom.append(f"{counted(rest)} {_people(rest)} with weak ties to them")
    elif rest:
        with_whom.append(f"{counted(rest)} other{'' if rest == 1 else 's'}")
    else:
        with_whom.append("nobody else")
    label = shown(web.parts[thing], web.samples[thing]).replace(";", ",")
    return f"{verb} {label} with {_listed(with_whom)}"


def _same(web: Web, ranked: Ranked, edge: int) -> str:
    """Say that somebody may be the same person as another, and who that is."""
    thing = int(web.thing[edge])
    (other,) = _holders(web, thing, int(web.person[edge])).tolist()
    likely = round(100 / (1 + float(web.innocents[thing])))
    score = values_of(np.array([other]), ranked.reached.persons, ranked.reached.score)[0]
    if other in ranked.reached.confirmed:
        who = "a confirmed person"
    elif score >= SUSPECTED:
        who = "a person who may be held too"
    else:
        who = "a person with weak ties to them"
    return f"may be one person with {who} (records alike to {likely} in 100, not joined)"


def _holders(web: Web, thing: int, without: int) -> Ints:
    edges = web.order[web.by_thing[thing] : web.by_thing[thing + 1]]
    people = web.person[edges[web.awake[edges]]]
    others: Ints = people[people != without]
    return others


def _people(number: int) -> str:
    return "person" if number == 1 else "people"


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _stands(stands: Standing, entity: int) -> str:
    """Say how many people of other names one account or vehicle of theirs is shared with."""
    columns = [standing.NAMES.index(name) for name in standing.TRUSTED]
    account, vehicle = np.rint(np.expm1(stands.table[entity, columns])).astype(int).tolist()
    said = [
        f"one {what} with {counted(many)} {_people(many)}"
        for what, many in (("account", account), ("vehicle", vehicle))
        if many
    ]
    if not said:
        return ""
    return f"shares {_listed(said)} of another family name, whoever they are"


def _against(web: Web, ranked: Ranked, entity: int, paths: Sequence[int]) -> tuple[str, ...]:
    reached = ranked.reached
    said = []
    for at in paths[:_MOST_SENTENCES]:
        edge = int(reached.edges[at])
        thing = int(web.thing[edge])
        if web.parts[thing].kind == SAME:
            continue
        label = shown(web.parts[thing], web.samples[thing]).replace(";", ",")
        others = web.order[web.by_thing[thing] : web.by_thing[thing + 1]]
        others = others[web.awake[others] & np.isin(web.person[others], reached.confirmed)]
        kin = web.people.kin[web.person[others]] == web.people.kin[entity]
        if len(others) and kin.all():
            said.append(f"shares {label} only with confirmed people of the same family name")
        elif _far_apart(web, edge, others):
            said.append(f"the days known for {label} lie more than a year apart")
    return (*said, *_hubs(web, ranked, entity))


def _far_apart(web: Web, edge: int, others: Ints) -> bool:
    others = others[web.last[others] != NO_DAY]
    if not len(others) or web.last[edge] == NO_DAY:
        return False
    gaps = np.maximum(web.first[others] - web.last[edge], web.first[edge] - web.last[others])
    return bool(gaps.min() > _DAYS_APART)


def _hubs(web: Web, ranked: Ranked, entity: int) -> list[str]:
    """Say which things are shared with confirmed people and count for nothing."""
    own = edges_between(web.by_person, np.array([entity], np.int64))
    silent = own[web.awake[own] & ~np.isin(web.thing[own], ranked.reached.things)]
    silent = silent[web.family[web.thing[silent]] != FAMILY_OF[SAME]]
    told = edges_between(web.by_person, ranked.reached.confirmed)
    silent = silent[np.isin(web.thing[silent], web.thing[told[web.awake[told]]])]
    order = sorted(set(web.thing[silent].tolist()), key=lambda each: -int(web.holders[each]))
    return [
        f"also uses {shown(web.parts[each], web.samples[each]).replace(';', ',')}, which"
        f" {counted(int(web.holders[each]))} people use: that says nothing"
        for each in order[:_MOST_HUBS]
    ]
