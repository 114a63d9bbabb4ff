"""Languages of names, learnt from which words stand beside which in the names themselves.

Two people from one country share a surname and a given name far more often than the two words,
counted alone, let expect. Within one language the words of a name are nearly independent: a mixture
of languages says how often words are met together. Nobody tells it which languages there are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

Floats = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int32]
MANY: Final = 12
_SEED: Final = 20_260_102
_TURNS: Final = 40
_SAMPLE: Final = 60_000
_AT_ONCE: Final = 100_000
_FEWEST: Final = 500  # names; fewer teach no language
_EVENLY: Final = 5.0  # names of each language that are held to use all words as everybody does
_UNEVEN: Final = 0.3
_LENT: Final = 0.02  # of the names of a language stand in any other too
_BITS: Final = 5
_MOST_PARTS: Final = (1 << _BITS) - 1
_NEARLY_NONE: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Tongues:
    """How many records are of each language, and how often each word is met in each."""

    records: Floats
    words: Floats


def learn(words: Ids, many: int) -> Tongues:
    """Learn languages from records by the numbers of their words, -1 for none; `many` words."""
    telling = np.flatnonzero((words >= 0).sum(axis=1) > 1)
    if len(telling) < _FEWEST:
        held = np.bincount(words[words >= 0], minlength=many).astype(np.float32)
        return Tongues(np.array([len(words)], np.float32), held[:, None])
    dice = np.random.default_rng(_SEED)
    if len(telling) > _SAMPLE:
        telling = np.sort(dice.choice(telling, _SAMPLE, replace=False))
    names = _table(words[telling], many)
    met = np.asarray(names.sum(axis=0), np.float32).ravel() + np.float32(0.5)
    evenly = np.float32(_EVENLY) * (met / met.sum())[:, None]
    belongs = dice.dirichlet(np.full(MANY, _UNEVEN), len(telling)).astype(np.float32)
    for _ in range(_TURNS):
        records, counts = belongs.sum(axis=0) + 1, names.T @ belongs + evenly
        belongs = _belongs(names, records, counts)
    found = np.zeros(MANY, np.float32), np.zeros((many, MANY), np.float32)
    for some in _pieces(words, many):
        of = _belongs(some, records, counts)
        found[0][:] += of.sum(axis=0)
        found[1][:] += some.T @ of
    return Tongues(*found)


def _belongs(names: csr_matrix, records: Floats, counts: Floats) -> Floats:
    """Return for each name how probable each language is."""
    odds = names @ np.log(counts / counts.sum(axis=0)) + np.log(records / records.sum())
    odds -= odds.max(axis=1, keepdims=True)
    shares = np.exp(odds, dtype=np.float32)
    belongs: Floats = shares / shares.sum(axis=1, keepdims=True)
    return belongs


def _pieces(words: Ids, many: int) -> Iterator[csr_matrix]:
    for start in range(0, len(words), _AT_ONCE):
        yield _table(words[start : start + _AT_ONCE], many)


def _table(words: Ids, many: int) -> csr_matrix:
    """Return a table of names by words: 1 where a word stands in a name."""
    rows, places = np.nonzero(words >= 0)
    held = words[rows, places]
    table = csr_matrix((np.ones(len(rows), np.float32), (rows, held)), shape=(len(words), many))
    table.data[:] = 1
    return table


def packed(words: Floats) -> npt.NDArray[np.int64]:
    """Return the shares of each word in each language, in thirty-firsts, as one number a word."""
    every = words.sum(axis=1, keepdims=True)
    parts = np.round(words / np.maximum(every, _NEARLY_NONE) * _MOST_PARTS).astype(np.int64)
    return np.asarray((parts << _shifts(words.shape[1])).sum(axis=1), np.int64)


def usual(
    counts: npt.NDArray[np.float64], held: npt.NDArray[np.int64], records: Floats, total: int
) -> Floats:
    """Return how usual words are in each language: the share of its records in which each stands.

    `counts` are of all records, `held` is packed, 0 where the language of a word is not known; such
    a word is as usual in one as in another.
    """
    parts = (held[:, None] >> _shifts(len(records))) & _MOST_PARTS
    every = parts.sum(axis=1, keepdims=True)
    anywhere = counts[:, None] / max(total, 2)
    own = parts / np.maximum(every, 1) * counts[:, None] / np.maximum(records, 1)
    table = np.where(every > 0, (1 - _LENT) * own + _LENT * anywhere, anywhere)
    return np.minimum(table, 1).astype(np.float32)


def _shifts(many: int) -> npt.NDArray[np.int64]:
    return _BITS * np.arange(many, dtype=np.int64)
