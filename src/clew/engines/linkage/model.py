"""What agreement weighs, and from a pair's levels the probability that two records are one person.

Other explanations stand against "one person": two people who happen to agree, two people who live
or work together and therefore share a door, a phone or an account, and twins.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from clew.engines.linkage.comparing import Compared
from clew.engines.linkage.grid import stepped
from clew.engines.linkage.levels import COMPARISONS, MISSING, NAMES

Floats = npt.NDArray[np.float64]
NAME: Final = NAMES.index("name")
BIRTH: Final = NAMES.index("birth")
# The levels at which two records share something that housemates share too.
SHARED_FROM: Final = {"phone": 2, "address": 4, "account": 2, "plate": 2}
_MOST_BITS: Final = 40.0
_NAMED_ALIKE: Final = 1
_ALIKE: Final = 1
_ONE_WORD: Final = (1, 2)
_SAME_DAY: Final = 6
# From which level a comparison tells somebody apart from a namesake; what whole towns have in
# common does not, and e-mails are made of names.
_TELLS_FROM: Final = {"name": 99, "sex": 99, "nationality": 99, "email": 2}
# Where no dates of birth show how many namesakes a town has, it does not tell them apart either.
_WITHOUT_DATES: Final = {
    **_TELLS_FROM,
    "address": 2,
    "city": 99,
    "birth_place": 99,
    "occupation": 99,
    "recruitment": 99,
}
_MADE_OF_NAMES: Final = NAMES.index("email")
_NAME_ALONE: Final = -1.0  # bits: possibly the same, and linked by nothing


@dataclass(frozen=True, slots=True)
class Weights:
    """Probabilities of each level: in one person, in two, in namesakes, in two who share something.

    Namesakes are of one language and often of one family: nationality, sex or town that agree say
    less between them than between two people at random.
    `scale` corrects the rarity of names for parts that come together (a surname and a given name of
    one language). Priors are odds in bits. `dated` says whether dates of birth are known of enough
    records to see how alike namesakes are.
    """

    m: Mapping[str, Floats]
    u: Mapping[str, Floats]
    namesakes: Mapping[str, Floats]
    housemates: Mapping[str, Floats]
    scale: Floats
    prior: float
    prior_sharing: float
    prior_twins: float
    dated: bool = True


def log_odds(compared: Compared, weights: Weights) -> npt.NDArray[np.float32]:
    """Return for each pair the odds of being one person, in bits and in the steps of `grid`.

    A name alone joins nobody: how many bear it is only known of those who were written down, and a
    table without dates of birth cannot show its namesakes. Such pairs are possibly the same.
    """
    by_chance = np.full(len(compared.levels), weights.prior)
    sharing = np.full(len(compared.levels), weights.prior_sharing)
    for at in range(len(COMPARISONS)):
        gain, together = gains(compared, at, weights)
        by_chance += gain
        sharing += together
    against = np.logaddexp2(-by_chance, np.where(is_shared(compared), -sharing, -np.inf))
    against = np.logaddexp2(against, -beside_twins(compared, weights))
    odds = np.where(_name_alone(compared, weights), np.minimum(-against, _NAME_ALONE), -against)
    return stepped(odds)


def _name_alone(compared: Compared, weights: Weights) -> npt.NDArray[np.bool_]:
    tells_from = _TELLS_FROM if weights.dated else _WITHOUT_DATES
    from_ = np.array([tells_from.get(name, 1) for name in NAMES])
    return np.asarray(~(compared.levels >= from_).any(axis=1))


def gains(compared: Compared, at: int, weights: Weights) -> tuple[Floats, Floats]:
    """Return what one comparison speaks for one person: against chance, and against housemates."""
    kind = COMPARISONS[at]
    level = compared.levels[:, at]
    gain = _gains(level, compared.bits[:, at].astype(np.float64), at, weights)
    if at not in {NAME, BIRTH}:
        known = _table(weights.m[kind.name], weights.namesakes[kind.name])[level]
        alike = compared.levels[:, NAME] >= _NAMED_ALIKE
        if at == _MADE_OF_NAMES:
            known = np.where(level == _ALIKE, np.minimum(known, 0.0), known)
        gain = np.where(alike, np.minimum(gain, known), gain)
    if kind.shared:
        return gain, np.zeros(len(gain))
    together = _table(weights.m[kind.name], weights.housemates[kind.name])[level]
    return gain, np.minimum(gain, together) if at == NAME else together


def is_shared(compared: Compared) -> npt.NDArray[np.bool_]:
    """Say which pairs share something that people who live or work together share too."""
    places = [NAMES.index(kind) for kind in SHARED_FROM]
    found: npt.NDArray[np.bool_] = np.any(
        compared.levels[:, places] >= np.array(list(SHARED_FROM.values())), axis=1
    )
    return found


def beside_twins(compared: Compared, weights: Weights) -> Floats:
    """Return the odds of one person against twins, who share a birthday, a surname and a home."""
    name = compared.levels[:, NAME]
    possible = np.isin(name, _ONE_WORD) & (compared.levels[:, BIRTH] == _SAME_DAY)
    odds = weights.prior - weights.prior_twins + np.append(np.log2(weights.m["name"]), 0.0)[name]
    for own in ("sex", "email", "document"):
        at = NAMES.index(own)
        odds += _gains(compared.levels[:, at], compared.bits[:, at].astype(float), at, weights)
    return np.where(possible, odds, np.inf)


def usual_gains(levels: npt.NDArray[np.int8], weights: Weights) -> npt.NDArray[np.float32]:
    """Return how many bits each level usually speaks for one person; negative speaks against."""
    columns = [
        _table(weights.m[kind.name], weights.u[kind.name])[levels[:, at]]
        for at, kind in enumerate(COMPARISONS)
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _gains(level: npt.NDArray[np.int8], bits: Floats, at: int, weights: Weights) -> Floats:
    kind = COMPARISONS[at]
    gain = _table(weights.m[kind.name], weights.u[kind.name])[level]
    rare = level >= kind.rare_from
    if rare.any():
        known = np.append(np.log2(weights.m[kind.name]), 0.0)[level]
        scale = weights.scale[level] if at == NAME else 0.0
        rarely = known + np.minimum(bits, _MOST_BITS) - scale
        # A date that many bear (the first of January) says less; a rare one no more than others.
        gain = np.where(rare, np.minimum(rarely, gain) if at == BIRTH else rarely, gain)
    return gain


def _table(over: Floats, under: Floats) -> Floats:
    """Return the bits of each level; the last entry stands for what is missing."""
    assert MISSING == -1  # noqa: S101 -- the last entry is found by it
    return np.append(np.log2(over / under), 0.0)


def probability(odds: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return the probability of odds in bits."""
    return (1 / (1 + np.exp2(-odds.astype(np.float64)))).astype(np.float32)
