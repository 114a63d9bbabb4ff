"""Made-up tables for the tests of small numbers."""

import itertools
import random

Key = tuple[str, ...]
Axes = list[tuple[str, list[str]]]
NAMES = ("form", "sex", "quarter")


def axes_of(*sizes: int) -> Axes:
    """Return axes with as many categories as named."""
    return [
        (name, [f"{name}-{at}" for at in range(size)])
        for name, size in zip(NAMES, sizes, strict=False)
    ]


def rows_of(axes: Axes, counts: list[int]) -> list[Key]:
    """Return one row for each person, from the counts of the cells in order."""
    keys = itertools.product(*(names for _, names in axes))
    return [key for key, count in zip(keys, counts, strict=True) for _ in range(count)]


def random_rows(axes: Axes, people: int, seed: int) -> list[Key]:
    """Return people spread unevenly, as real ones are."""
    dice = random.Random(seed)  # noqa: S311 -- made-up people need no cryptographic dice
    weights = [[dice.random() ** 2 + 0.01 for _ in names] for _, names in axes]
    return [
        tuple(
            dice.choices(names, weight)[0] for (_, names), weight in zip(axes, weights, strict=True)
        )
        for _ in range(people)
    ]
