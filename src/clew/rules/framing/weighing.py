"""How likely each code is, weighed over what stands in a passage. Values: data/weights.csv.

The rules name what a wording tells and where it stands; how far that goes for wordings that no rule
foresaw was learnt from made-up sentences of several authors, code by code, as a sum of weights
(logistic regression). docs/decisions/0043 says how that was chosen, `./clew bench framing-weights`
learns the weights anew, and docs/reference/framing-card.md says where they fail.
"""

import csv
import functools
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from importlib.resources import files
from typing import Final

from clew.rules.framing.checks.marking import (
    SLAVERY,
    SMUGGLING,
    TRAFFICKING,
    is_formal,
    terms,
)
from clew.rules.framing.features import features, words
from clew.rules.framing.passage import Passage

_FILE = files("clew.rules.framing") / "data" / "weights.csv"
_MOST: Final = 30.0
_TERM: Final = {"TFS": TRAFFICKING, "SFT": SMUGGLING}
_WANTED: Final = {
    "INT": (TRAFFICKING, SMUGGLING, SLAVERY),
    "UNS": (TRAFFICKING, SLAVERY, "dehumanised"),
    "ILL": ("illegal_word",),
}
LEAST_LIKELY: Final = 0.6  # from which a code is shown; chosen on sentences kept apart


@functools.cache
def weights() -> dict[str, tuple[tuple[str, float], ...]]:
    """Return what each feature weighs for each code it bears on."""
    found: dict[str, list[tuple[str, float]]] = {}
    with _FILE.open(encoding="utf-8") as lines:
        for feature, code, weight in csv.reader(lines):
            found.setdefault(feature, []).append((code, float(weight)))
    return {feature: tuple(each) for feature, each in found.items()}


def likely(passage: Passage, marked: Collection[str]) -> dict[str, float]:
    """Return how likely each code is, from 0 to 1, for a passage that rules marked so."""
    sums: dict[str, float] = defaultdict(float)
    known = weights()
    for feature in features(passage, marked) & known.keys():
        for code, weight in known[feature]:
            sums[code] += weight
    return {code: 1 / (1 + math.exp(-max(-_MOST, min(_MOST, z)))) for code, z in sums.items()}


def may_be(passage: Passage, code: str) -> bool:
    """Say whether a code can be meant where no rule marked it: its own word must be there."""
    if code in _TERM:
        return any(True for _ in terms(passage, _TERM[code]))
    if code == "INT" and passage.has("contrast") and not passage.has("equated"):
        return False  # the text tells the two apart
    wanted = _WANTED.get(code, ())
    return not wanted or any(not is_formal(passage, each) for each in passage.here(*wanted))


def place_of(passage: Passage, code: str) -> tuple[int, int]:
    """Return the first and the last word that speak most for a code, where no rule marked one."""
    best = max(_speaking(passage, code), default=(0.0, 0, len(passage.sentence.tokens) - 1))
    return best[1], best[2]


def _speaking(passage: Passage, code: str) -> Iterator[tuple[float, int, int]]:
    named: Iterable[tuple[str, int, int]] = (
        *((f"here:{name}", each.first, each.last)
          for name, found in passage.found.items() for each in found),
        *words(passage.sentence.tokens),
    )  # fmt: skip
    for feature, first, last in named:
        weight = sum(each for which, each in weights().get(feature, ()) if which == code)
        if weight > 0:
            yield weight, first, last
