"""Makes the weights of a set of records: samples pairs, compares them, lets EM learn from them."""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from clew.engines.linkage.blocking import Pairs
from clew.engines.linkage.chance import SAME_NAME, purified, scale, shares
from clew.engines.linkage.comparing import Compared, compare
from clew.engines.linkage.features import WORDS, Features, Hashes, root_of
from clew.engines.linkage.levels import COMPARISONS, MISSING, Kind
from clew.engines.linkage.mixing import tell_apart
from clew.engines.linkage.model import BIRTH, Floats, Weights
from clew.engines.linkage.rarity import ROOT, Rarity
from clew.engines.linkage.sampling import first_of, pairs_within, random_pairs
from clew.engines.linkage.training import MOST_PAIRS, Learnt, learn, telling

_RANDOM: Final = 300_000
_FEWEST: Final = 200
_HALF: Final = 0.5
_USUAL: Final = 0.7
_LEAST_SHARE: Final = 1e-4
# One record in a hundred has a twin among the records: some three people in a hundred are twins,
# and not every twin is recorded. Common knowledge, not fitted to any data.
_TWINS: Final = 0.02
# When somebody was born has nothing to do with how another of the same name is called.
_APART_FROM_NAMES: Final = frozenset({"birth"})
# In a table without dates of birth namesakes cannot be told from one person who moved: what is
# learnt from it is surer of itself than it may be. Bits that every pair has to bring beyond.
_DATED: Final = 0.1
_DOUBT: Final = 7.0
# Before any are met, this share of two who live together bears one surname. Common knowledge.
_FAMILY: Final = 0.25
_ONE_SURNAME: Final = 2


def fit(features: Features, rarity: Rarity, say: Callable[[str], None]) -> Weights:
    """Return the weights that the records themselves teach."""
    count = len(features)
    say("comparing records at random")
    by_chance = compare(features, random_pairs(count, _RANDOM), rarity)
    u = {
        kind.name: shares(by_chance.levels[:, at], len(kind.words))
        for at, kind in enumerate(COMPARISONS)
    }
    say("learning from records of one name")
    names, name_total = _sample(features, rarity, [_whole_names(features)])
    namesakes: dict[str, Floats] = dict(u)
    by_name = _learn(names, namesakes, "name")
    if by_name:
        by_name = _refined(names, by_name, namesakes)
        namesakes = {**namesakes, **by_name.u}
    say("learning from records of one date of birth")
    dates, date_total = _sample(features, rarity, [_whole_dates(features)])
    by_date = _learn(dates, u, "birth")
    say("learning from records that share a door, a phone or an account")
    kinds = [first_of(features, kind) for kind in ("phone", "door", "account", "plate")]
    sharing, _ = _sample(features, rarity, kinds)
    m = {kind.name: _combined(kind, by_name, by_date) for kind in COMPARISONS}
    share, together = _housemates(sharing, m, u)
    whole = _together(features, rarity, by_name)
    dated = _dated(names)
    doubt = 0.0 if dated else _DOUBT
    weights = Weights(
        m=m,
        u=u,
        namesakes=namesakes,
        housemates={**u, **together},
        scale=scale(by_chance, len(u["name"]), whole),
        prior=_prior(count, m, (by_name, name_total), (by_date, date_total)) - doubt,
        prior_sharing=_odds(share) - doubt,
        prior_twins=_odds(_TWINS / max(count, 1)),
        dated=dated,
    )
    return purified(weights, by_chance, whole)


def _dated(of_one_name: Compared) -> bool:
    """Say whether dates of birth show, of people of one name, who are two."""
    known = of_one_name.levels[:, BIRTH] > MISSING
    return len(known) > 0 and float(known.mean()) >= _DATED


def _sample(features: Features, rarity: Rarity, keys: list[Hashes]) -> tuple[Compared, float]:
    found = [pairs_within(key, MOST_PAIRS // len(keys)) for key in keys]
    pairs: Pairs = np.unique(np.concatenate([pairs for pairs, _ in found]), axis=0)
    return compare(features, pairs, rarity), sum(total for _, total in found)


def _refined(sample: Compared, learnt: Learnt, namesakes: Mapping[str, Floats]) -> Learnt:
    """Let what namesakes have in common be learnt too, from where Splink has come."""
    used = telling(sample.levels, frozenset({"name"}))
    share, m, u = tell_apart(
        sample.levels, used, learnt.m, namesakes, learnt.share, _APART_FROM_NAMES
    )
    return Learnt(share, m, u)


def _learn(sample: Compared, u: Mapping[str, Floats], fixed: str) -> Learnt | None:
    left_out = frozenset({fixed})
    if len(sample.levels) < _FEWEST or not telling(sample.levels, left_out):
        return None
    return learn(sample.levels, dict(u), leave_out=left_out)


def _housemates(
    sample: Compared, m: Mapping[str, Floats], u: Mapping[str, Floats]
) -> tuple[float, dict[str, Floats]]:
    """Return how many of those who share something are one person, and how the others compare."""
    left_out = frozenset(kind.name for kind in COMPARISONS if kind.shared)
    used = telling(sample.levels, left_out)
    if len(sample.levels) < _FEWEST or not used:
        return _HALF, {}
    families = u["name"] * (1 - _FAMILY) + np.eye(len(u["name"]))[_ONE_SURNAME] * _FAMILY
    share, _, together = tell_apart(sample.levels, used, m, {**u, "name": families}, _HALF)
    return share, together


def _whole_names(features: Features) -> Hashes:
    words = features.ids[WORDS]
    hashes = features.vocabularies[WORDS].hashes(words, root_of)
    several = (words >= 0).sum(axis=1) > 1
    return np.where(several, hashes.sum(axis=1), np.uint64(0))


def _whole_dates(features: Features) -> Hashes:
    year, month, day = features.birth.T.astype(np.uint64)
    dated = (year * np.uint64(12) + month) * np.uint64(31) + day
    return np.where(day > 0, dated, np.uint64(0))


def _combined(kind: Kind, *learnt: Learnt | None) -> Floats:
    """Return the middle of what the samples taught; usual values where none taught anything."""
    many = len(kind.words)
    taught = [found.m[kind.name] for found in learnt if found and kind.name in found.m]
    if not taught:
        usual = np.full(many, (1 - _USUAL) / (many - 1))
        usual[-1] = _USUAL
        return usual
    mean = np.maximum(np.exp(np.mean(np.log(taught), axis=0)), _LEAST_SHARE)
    return np.asarray(mean / mean.sum(), np.float64)


def _together(features: Features, rarity: Rarity, by_name: Learnt | None) -> float:
    """Return by how many bits whole names are commoner than their words let expect.

    Less than none where they are rarer: words that one person's many records made common.
    """
    keys = _whole_names(features)
    there = np.flatnonzero(keys != 0)
    if not len(there) or by_name is None:
        return 0.0
    _, first, counts = np.unique(keys[there], return_index=True, return_counts=True)
    words = features.ids[WORDS][there[first]]
    usual = rarity.usual(ROOT)[words].prod(axis=1) @ rarity.tongues
    expected = (counts * len(features) * usual.astype(np.float64)).sum()
    met = (counts * (counts - 1.0)).sum() * (1 - by_name.share)
    return float(np.log2((met + 1) / (expected + 1)))


def _prior(
    count: int,
    m: Mapping[str, Floats],
    names: tuple[Learnt | None, float],
    dates: tuple[Learnt | None, float],
) -> float:
    """Return the odds that two records at random are one person, from both samples at once."""
    estimates = []
    if names[0]:
        estimates.append(names[0].share * names[1] / m["name"][SAME_NAME:].sum())
    if dates[0]:
        estimates.append(dates[0].share * dates[1] / m["birth"][-1])
    matches = float(np.exp(np.mean(np.log(np.maximum(estimates, 1))))) if estimates else count / 10
    return _odds(matches / max(count * (count - 1) / 2, 1))


def _odds(share: float) -> float:
    kept = min(max(share, 1e-15), 1 - _LEAST_SHARE)
    return float(np.log2(kept / (1 - kept)))
