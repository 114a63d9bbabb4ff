"""Languages of names, learnt from the names: words that come together surprise less together."""

import numpy as np
import pytest

from clew.engines.linkage import tongues

_WORDS = 40  # in each of two languages


def names(*, mixed: bool) -> tongues.Ids:
    """Return names of a given and a family name of one language, or of any where they are mixed."""
    dice = np.random.default_rng(3)
    many = 30_000
    language = dice.integers(0, 2, many)
    other = dice.integers(0, 2, many) if mixed else language
    given = language * _WORDS + dice.integers(0, _WORDS // 2, many)
    family = other * _WORDS + _WORDS // 2 + dice.integers(0, _WORDS // 2, many)
    none = np.full(many, -1)
    return np.stack((given, family, none, none), axis=1).astype(np.int32)


def surprise(words: tongues.Ids) -> tuple[float, float]:
    """Return the bits of two words of one language together, and those of each alone, added."""
    learnt = tongues.learn(words, 2 * _WORDS)
    counts = np.bincount(words[words >= 0], minlength=2 * _WORDS).astype(np.float64)
    usual = tongues.usual(counts, tongues.packed(learnt.words), learnt.records, len(words))
    shares = learnt.records / learnt.records.sum()
    given, family = usual[0], usual[_WORDS // 2]
    alone = -np.log2(given @ shares) - np.log2(family @ shares)
    return float(-np.log2((given * family) @ shares)), float(alone)


def test_two_words_of_one_language_surprise_less_together() -> None:
    together, alone = surprise(names(mixed=False))
    assert together == pytest.approx(alone - 1, abs=0.2)  # there are two languages: one bit


def test_where_any_word_stands_beside_any_other_nothing_is_taken_off() -> None:
    together, alone = surprise(names(mixed=True))
    assert together == pytest.approx(alone, abs=0.2)


def test_a_few_names_teach_no_language() -> None:
    assert tongues.learn(names(mixed=False)[:100], 2 * _WORDS).records.shape == (1,)


def test_a_word_alone_is_as_rare_as_it_was_counted() -> None:
    words = names(mixed=False)
    learnt = tongues.learn(words, 2 * _WORDS)
    counts = np.bincount(words[words >= 0], minlength=2 * _WORDS).astype(np.float64)
    usual = tongues.usual(counts, tongues.packed(learnt.words), learnt.records, len(words))
    met = usual @ (learnt.records / learnt.records.sum())
    assert met == pytest.approx(counts / len(words), rel=0.1)
