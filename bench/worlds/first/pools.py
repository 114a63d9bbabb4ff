"""Names by culture, read from names/*.txt: how often each is borne, and how else it is written."""

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

FOLDER: Final = Path(__file__).parent / "names"
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Name:
    """One name: its spellings in Latin letters, its short forms, and what a woman bears instead."""

    spellings: tuple[str, ...]
    short: tuple[str, ...]
    feminine: str

    def of(self, *, woman: bool, spelling: int) -> str:
        """Return the name as this person's papers spell it."""
        if woman and self.feminine:
            return self.feminine
        return self.spellings[spelling % len(self.spellings)]


@dataclass(frozen=True, slots=True)
class Pool:
    """Names with the share of people who bear each."""

    names: tuple[Name, ...]
    shares: Floats

    def draw(self, rng: np.random.Generator, count: int) -> Ints:
        """Draw places in `names`, the common ones more often."""
        if not self.names:
            return np.zeros(count, np.int64)
        up_to = np.cumsum(self.shares)
        places: Ints = np.searchsorted(up_to, rng.random(count) * up_to[-1], side="right")
        return np.minimum(places, len(self.names) - 1)


@dataclass(frozen=True, slots=True)
class Culture:
    """How people of one culture are named, and the shape of their numbers at home."""

    name: str
    shape: str
    nationalities: tuple[str, ...]
    places: tuple[str, ...]
    code: str
    digits: int
    paper_letters: int
    paper_digits: int
    given: tuple[Pool, Pool]
    middle: tuple[Pool, Pool]
    family: Pool
    ear: tuple[tuple[str, str], ...]


@functools.cache
def cultures() -> tuple[Culture, ...]:
    """Return all cultures, in the order of their names."""
    return tuple(_culture(path) for path in sorted(FOLDER.glob("*.txt")))


def number_of(name: str) -> int:
    """Return the place of a culture in `cultures()`.

    Raises:
        ValueError: there is no file of that name.
    """
    return [culture.name for culture in cultures()].index(name)


def _culture(path: Path) -> Culture:
    lines = (line.partition(":") for line in path.read_text(encoding="utf-8").splitlines())
    said = {key.strip(): value.split() for key, _colon, value in lines}
    tail = float(said["tail"][0])
    made = [
        stem + end.replace("|", f"|{stem}")
        for end in said.get("ends", [])
        for stem in said.get("stems", [])
    ]
    # Made ones are interleaved, so that no stem and no end is rare as a whole.
    made = [word for start in range(7) for word in made[start::7]]
    nobody = Pool((), np.zeros(0))
    ear = tuple((heard, put) for heard, _mark, put in (e.partition(">") for e in said["ear"]))
    return Culture(
        name=path.stem,
        shape=said["shape"][0],
        nationalities=tuple(said["nationalities"]),
        places=tuple(place.replace("-", " ") for place in said["places"]),
        code=said["phone"][0],
        digits=int(said["phone"][1]),
        paper_letters=int(said["paper"][0]),
        paper_digits=int(said["paper"][1]),
        given=(_pool(said["m"], tail), _pool(said["f"], tail)),
        middle=(
            _pool(said["middle-m"], tail) if "middle-m" in said else nobody,
            _pool(said["middle-f"], tail) if "middle-f" in said else nobody,
        ),
        family=_pool(said["s"] + made, tail) if "s" in said else nobody,
        ear=ear,
    )


def _pool(words: list[str], tail: float) -> Pool:
    names, shares = [], []
    for word in words:
        rest, _colon, share = word.partition(":")
        rest, _bar, feminine = rest.partition("|")
        spelt, _equals, short = rest.partition("=")
        names.append(
            Name(tuple(spelt.split("/")), tuple(short.split(",")) if short else (), feminine)
        )
        shares.append(float(share) if share else 0.0)
    given = np.array(shares)
    rank = np.arange(1, len(names) + 1) ** -tail
    open_ = given == 0
    left = max(100.0 - float(given.sum()), 1.0)
    if open_.any():
        given[open_] = rank[open_] / rank[open_].sum() * left
    return Pool(tuple(names), given / given.sum())
