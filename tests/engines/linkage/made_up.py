"""Made-up people, each written down several times and never twice the same way."""

import csv
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

_GIVEN = (
    "Łukasz",
    "Ion",
    "Arben",
    "Chinedu",
    "Oleksandr",
    "Tesfay",
    "Wei",
    "Minh",
    "Anna",
    "Elena",
)
_SYLLABLES = ("ko", "ra", "mi", "te", "lu", "na", "bo", "shi", "ga", "ve", "do", "pe")
COLUMNS = ("record_id", "name", "birth_date", "sex", "phones", "city", "addresses", "accounts")
Row = dict[str, str]


def people(count: int, *, seed: int = 7, times: int = 3) -> tuple[list[Row], dict[str, int]]:
    """Return records of made-up people, shuffled, and whose record each is."""
    dice = random.Random(seed)  # noqa: S311 -- made-up people need no cryptographic dice
    rows, whose = [], {}
    for person in range(count):
        family = "".join(dice.choice(_SYLLABLES) for _ in range(3)).capitalize()
        given = dice.choice(_GIVEN)
        year, month, day = dice.randint(1950, 2005), dice.randint(1, 12), dice.randint(13, 28)
        phone = f"07{dice.randrange(10**9):09}"
        door = f"{dice.randint(1, 99)} Alder Street, Town{dice.randint(1, 9)}"
        for time in range(dice.randint(1, times)):
            record_id = f"r{dice.randrange(10**9):09}"
            whose[record_id] = person
            turned = time and dice.random() < 0.4
            rows.append(
                {
                    "record_id": record_id,
                    "name": f"{family.upper()} {given}" if turned else f"{given} {family}",
                    "birth_date": f"{year}" if dice.random() < 0.1 else f"{year}-{month:02}-{day}",
                    "sex": dice.choice(("f", "")) if given in {"Anna", "Elena"} else "m",
                    "phones": phone if dice.random() < 0.5 else "",
                    "city": f"Town{dice.randint(1, 9)}",
                    "addresses": door if dice.random() < 0.5 else "",
                    "accounts": "",
                }
            )
    dice.shuffle(rows)
    return rows, whose


def write(path: Path, rows: Iterable[Row], columns: Sequence[str] = COLUMNS) -> Path:
    """Write rows as CSV and return the file."""
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def together(entities: dict[str, str]) -> set[frozenset[str]]:
    """Return the records of each entity, without the entity's own name."""
    groups: dict[str, set[str]] = {}
    for record, entity in entities.items():
        groups.setdefault(entity, set()).add(record)
    return {frozenset(group) for group in groups.values()}
