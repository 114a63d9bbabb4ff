"""How long checking takes: a page, a long text, and texts made to run a checker aground."""

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from math import log
from typing import Final

from bench.one_call import ROOT
from clew.rules.framing.checking import check

PAGE_WORDS: Final = 500
SIZES: Final = (50_000, 150_000, 450_000)  # characters
QUICK: Final = (1_000, 3_000, 9_000)
RUNS: Final = 5
_DOCUMENTS: Final = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "THREAT_MODEL.md", "docs")
HOSTILE: Final = {
    "one letter": "a",
    "quotation marks": "“",
    "straight quotation marks": '"',
    "quotation marks never closed": "“word ",
    "“traffick” without an end": "traffick",
    "“traffick” as words": "traffick ",
    "brackets never closed": "(",
    "both words without a full stop": "traffickers and smugglers ",
    "full stops": "A. ",
    "empty lines": "\n \n",
}


@dataclass(frozen=True, slots=True)
class Growth:
    """Seconds of processor time for each size, of one kind of text."""

    kind: str
    seconds: tuple[float, ...]
    sizes: tuple[int, ...]

    @property
    def power(self) -> float:
        """How time grows from the second size to the last: 1 is with the length, 2 its square."""
        if min(self.seconds[-2:]) <= 0:
            return 0.0
        return log(self.seconds[-1] / self.seconds[-2]) / log(self.sizes[-1] / self.sizes[-2])


@dataclass(frozen=True, slots=True)
class Speed:
    """What was measured. Seconds are medians of processor time."""

    first: float
    """The first check of a process: the lexicon is read."""
    page: float
    slowest_page: float
    pages: int
    words: int
    words_a_minute: float
    growth: tuple[Growth, ...]


def ordinary() -> str:
    """Return the documentation of this project: real sentences with many different words."""
    files = [
        file
        for name in _DOCUMENTS
        for file in ([ROOT / name] if name.endswith(".md") else sorted((ROOT / name).rglob("*.md")))
    ]
    return "\n\n".join(file.read_text(encoding="utf-8") for file in files)


def pages(text: str) -> Iterator[str]:
    """Yield a text in pieces of at least 500 words, cut between paragraphs."""
    page: list[str] = []
    many = 0
    for paragraph in text.split("\n\n"):
        page.append(paragraph)
        many += len(paragraph.split())
        if many >= PAGE_WORDS:
            yield "\n\n".join(page)
            page, many = [], 0


def first_page() -> float:
    """Return the seconds of the first check of a process: the lexicon is read in it."""
    return _seconds(next(pages(ordinary())))


def measured(first: float, *, quick: bool) -> Speed:
    """Measure everything else."""
    text = ordinary()
    # Each page is another one: what is remembered of words is, of pages nothing.
    each_page = [(len(page.split()), _seconds(page)) for page in pages(text)]
    a_page = [PAGE_WORDS * seconds / words for words, seconds in each_page]
    long = text[: QUICK[-1]] if quick else text
    sizes = QUICK if quick else SIZES
    kinds = {"ordinary text": text, **HOSTILE}
    return Speed(
        first=first,
        page=statistics.median(a_page),
        slowest_page=max(a_page),
        pages=len(a_page),
        words=len(long.split()),
        words_a_minute=60 * len(long.split()) / _median(long),
        growth=tuple(_growth(kind, piece, sizes) for kind, piece in kinds.items()),
    )


def _growth(kind: str, piece: str, sizes: tuple[int, ...]) -> Growth:
    seconds = [_median((piece * (size // len(piece) + 1))[:size]) for size in sizes]
    return Growth(kind, tuple(seconds), sizes)


_LONG: Final = 5.0  # seconds: what takes so long is measured once


def _median(text: str) -> float:
    runs = [_seconds(text)]
    while len(runs) < RUNS and runs[0] < _LONG:
        runs.append(_seconds(text))
    return statistics.median(runs)


def _seconds(text: str) -> float:
    started = time.process_time()
    check(text, context=True)
    return time.process_time() - started
