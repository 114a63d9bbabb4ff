"""How often each code stands in a corpus: of its sentences and of its texts, with intervals.

The intervals are Wilson's at 95 %. Those of sentences take sentences to be independent, which those
of one text are not: they are too narrow where a few texts hold most findings. Those of texts hold.
"""

import functools
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from clew.engines.corpora.gathering import NOT_GIVEN, Text
from clew.rules.framing.checking import check
from clew.rules.framing.findings import codes
from clew.rules.framing.reading import sentences

ANY: Final = "any"
ALL: Final = "all"
CONFIDENCE: Final = 0.95


@dataclass(frozen=True, slots=True)
class Checked:
    """One text after the check: how many sentences it has, and how many hold each code."""

    text: Text
    sentences: int
    marked: Counter[str]


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, and between what their true part lies."""

    of: int
    many: int

    @property
    def part(self) -> float | None:
        """The part; None of nothing."""
        return self.many / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's interval at 95 %; None of nothing."""
        return _wilson(self.many, self.of) if self.of else None


@dataclass(frozen=True, slots=True)
class Rate:
    """How often one code stands in one group of texts."""

    by: str
    """What the texts are grouped by: all, source, month."""
    group: str
    code: str
    sentences: Share
    texts: Share


def checked(text: Text, plain: str, *, context: bool) -> Checked:
    """Check one text and count: a sentence counts once for each code, wherever it stands in it."""
    read = sentences(plain)
    starts = [each.start for each in read]
    places = {
        (each.code, bisect_right(starts, each.start)) for each in check(plain, context=context)
    }
    marked = Counter(code for code, _ in places)
    marked[ANY] = len({place for _, place in places})
    return Checked(text, len(read), marked)


def rates(texts: Iterable[Checked]) -> list[Rate]:
    """Return the rate of each code, and of any, in all texts, each source and each month."""
    kept = list(texts)
    made = list(_of(ALL, ALL, kept))
    for by in ("source", "month"):
        groups: dict[str, list[Checked]] = {}
        for each in kept:
            groups.setdefault(getattr(each.text, by), []).append(each)
        if set(groups) != {NOT_GIVEN}:
            for name in sorted(groups):
                made += _of(by, name, groups[name])
    return made


def _of(by: str, group: str, texts: list[Checked]) -> Iterator[Rate]:
    of_sentences = sum(each.sentences for each in texts)
    for code in (ANY, *codes()):
        yield Rate(
            by,
            group,
            code,
            Share(of_sentences, sum(each.marked[code] for each in texts)),
            Share(len(texts), sum(each.marked[code] > 0 for each in texts)),
        )


@functools.lru_cache(maxsize=4_096)
def _wilson(many: int, of: int) -> tuple[float, float]:
    from scipy.stats import binomtest  # noqa: PLC0415 -- slow to import

    found = binomtest(many, of).proportion_ci(CONFIDENCE, method="wilson")
    return float(found.low), float(found.high)
