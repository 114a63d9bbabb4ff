"""People as the world knows them, in columns: culture, names, birth, town. No record yet."""

from dataclasses import dataclass

import numpy as np

from bench.worlds.first.assumptions import LAST_DAY, SHARES
from bench.worlds.first.pools import Culture, Floats, Ints, Pool, cultures


@dataclass(slots=True)
class People:
    """A block of people; `first` is the number in the world of its first."""

    first: int
    culture: Ints
    woman: Ints
    given: Ints
    second: Ints
    family: Ints
    spelling: Ints
    birth: Ints
    place: Ints

    def __len__(self) -> int:
        return len(self.culture)

    def culture_of(self, row: int) -> Culture:
        """Return the culture of one person."""
        return cultures()[int(self.culture[row])]


def drawn_cultures(rng: np.random.Generator, count: int) -> Ints:
    """Draw a culture for each of `count` people."""
    shares = np.array([SHARES[culture.name] for culture in cultures()])
    return rng.choice(len(shares), count, p=shares / shares.sum()).astype(np.int64)


def drawn(
    rng: np.random.Generator,
    first: int,
    culture: Ints,
    women: float | Floats = 0.47,
    age: float = 34.0,
) -> People:
    """Draw people of the cultures given; ages are gamma-shaped around `age` at the end."""
    count = len(culture)
    woman = (rng.random(count) < women).astype(np.int64)
    years = np.clip(rng.gamma(5.0, age / 5.0, count) + 5, 6, 90)
    people = People(
        first=first,
        culture=culture,
        woman=woman,
        given=np.zeros(count, np.int64),
        second=np.zeros(count, np.int64),
        family=np.zeros(count, np.int64),
        spelling=rng.integers(0, 12, count),
        birth=(LAST_DAY - years * 365.25).astype(np.int64) + rng.integers(0, 365, count) - 1800,
        place=np.zeros(count, np.int64),
    )
    for number, made in enumerate(cultures()):
        rows = np.flatnonzero(culture == number)
        if rows.size:
            _name(rng, people, rows, made)
    # Where nobody registered births, papers say the first of January [A].
    vague = (culture == [c.name for c in cultures()].index("habesha")) & (rng.random(count) < 0.25)
    people.birth[vague] = _new_year(people.birth[vague])
    return people


def _name(rng: np.random.Generator, people: People, rows: Ints, made: Culture) -> None:
    people.place[rows] = rng.integers(0, len(made.places), rows.size)
    people.family[rows] = made.family.draw(rng, rows.size)
    for woman in (0, 1):
        some = rows[people.woman[rows] == woman]
        people.given[some] = made.given[woman].draw(rng, some.size)
        people.second[some] = second_pool(made, woman).draw(rng, some.size)


def second_pool(made: Culture, woman: int) -> Pool:
    """Return where second names come from: the father's name, a class of its own, or given ones."""
    if made.middle[woman].names:
        return made.middle[woman]
    if made.shape in {"fathers", "patronymic"}:
        return made.given[0]
    return made.given[woman]


def _new_year(days: Ints) -> Ints:
    years = days.astype("datetime64[D]").astype("datetime64[Y]")
    return years.astype("datetime64[D]").astype(np.int64)


def full_name(people: People, row: int) -> tuple[str, str, str]:
    """Return given, second and family name as the person's papers spell them."""
    made = people.culture_of(row)
    woman, spelling = bool(people.woman[row]), int(people.spelling[row])
    given = made.given[int(woman)].names[people.given[row]].of(woman=False, spelling=spelling)
    pool = second_pool(made, int(woman))
    second = pool.names[people.second[row]].of(woman=False, spelling=spelling)
    if made.shape == "patronymic":
        second = patronymic(second, woman=woman)
    if not made.family.names:
        # No family name: the grandfather's stands there, and papers differ on it.
        grandfather = made.given[0].names[
            (people.second[row] * 7 + people.place[row] * 3) % len(made.given[0].names)
        ]
        return given, second, grandfather.of(woman=False, spelling=spelling)
    family = made.family.names[people.family[row]].of(woman=woman, spelling=spelling)
    return given, second, family


def patronymic(father: str, *, woman: bool) -> str:
    """Return what is made of a father's name: Ivan, Ivanovych, Ivanivna."""
    stem = father
    for end in ("ii", "iy", "ey", "y", "o", "a", "i"):
        if stem.endswith(end):
            stem = stem[: -len(end)]
            break
    return stem + ("ivna" if woman else "ovych")
