"""Turns one block of people and its records into the rows of the files."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa

from bench.worlds.first.assumptions import SOURCES
from bench.worlds.first.cast import called
from bench.worlds.first.damage import written
from bench.worlds.first.facts import Columns
from bench.worlds.first.people import People, full_name
from bench.worlds.first.places import CITIES, city_of
from bench.worlds.first.pools import Ints
from bench.worlds.first.records import Records, Said
from bench.worlds.first.spelling import bare
from bench.worlds.first.things import OF_ONE, Kind
from bench.worlds.first.writing import Written

_FIELDS: Final = {
    Kind.PHONE: "phones",
    Kind.EMAIL: "emails",
    Kind.ADDRESS: "addresses",
    Kind.DOCUMENT: "documents",
    Kind.ACCOUNT: "accounts",
    Kind.EMPLOYER: "employers",
    Kind.AGENCY: "employers",
    Kind.VEHICLE: "vehicles",
}
COLUMNS: Final = [
    "record_id",
    "name",
    "given_name",
    "family_name",
    "middle_name",
    "aliases",
    "birth_date",
    "sex",
    "nationality",
    "phones",
    "emails",
    "addresses",
    "documents",
    "accounts",
    "employers",
    "vehicles",
    "birth_place",
    "occupation",
    "city",
    "nicknames",
    "place_of_recruitment",
    "source",
]
_WORK: Final = ("cleaner", "picker", "packer", "driver", "carer", "builder", "cook", "none", "")
_RECRUITED: Final = ("bus station", "hostel", "street", "online advert", "through a friend", "")
_POST: Final = ("post", "mail", "letters")


@dataclass(slots=True)
class Block:
    """One block of people with its records, as arrow tables and as what the ceiling needs."""

    records: pa.Table
    mentions: pa.Table
    state: Ints  # of each stated fact


def identifier(number: int, letter: str) -> str:
    """Return an identifier that tells nothing of when or where its thing was made."""
    mixed = number
    for factor, shift in ((0x9E3779B1, 17), (0x85EBCA77, 13)):
        mixed = mixed * factor % (1 << 40)
        mixed ^= mixed >> (40 - shift)
    return f"{letter}{mixed:010x}"


def rendered(
    rng: np.random.Generator,
    people: People,
    records: Records,
    facts: Columns,
    said: Said,
    names: Written,
    first_record: int,
    culture_of: dict[int, int],
) -> Block:
    """Render a block: every stated fact a mention, those of the person's own also in a column."""
    numbers = [first_record + place for place in range(len(records))]
    ids = [identifier(number, "r") for number in numbers]
    cells: dict[str, list[list[str]]] = {
        name: [[] for _record in ids] for name in dict.fromkeys(_FIELDS.values())
    }
    columns = {name: column[said.fact].tolist() for name, column in facts.items()}
    sources, told = records.source.tolist(), records.told.tolist()
    days = records.on.tolist()
    texts: list[str] = []
    dates: list[str] = []
    states: list[int] = []
    rows = zip(
        said.record.tolist(),
        columns["person"],
        columns["kind"],
        columns["thing"],
        columns["since"],
        columns["until"],
        columns["own"],
        rng.random(said.record.size).tolist(),
        strict=True,
    )
    home: dict[int, int] = {}
    full: dict[int, tuple[str, str, str]] = {}

    def names_of(row: int) -> tuple[str, str, str]:
        if row not in full:
            full[row] = full_name(people, row)
        return full[row]

    for record, person, kind, thing, since, until, own, dice in rows:
        tells = told[record] == 1
        name = ""
        if kind == Kind.EMAIL:
            name = _email(names_of(person), thing)
        elif kind == Kind.PERSON:
            if thing < OF_ONE:
                name = called(thing, culture_of, dice * 9_973 % 1)
            else:
                given, _middle, family = names_of(thing - OF_ONE)
                name = given if dice * 6_007 % 1 < 0.35 else f"{given} {family}"
        wrong = SOURCES[sources[record]].wrong
        if kind == Kind.PERSON:
            wrong = 0.5 if tells else 0.12
        text, state = written(kind, thing, dice, wrong, told=tells, name=name)
        texts.append(text)
        states.append(state)
        dates.append(_dated(days[record], since, until, dice, told=tells))
        if own:
            cells[_FIELDS[Kind(kind)]][record].append(text)
        if kind == Kind.ADDRESS:
            home[record] = thing
    kinds = [Kind(kind).word for kind in range(len(Kind))]
    mentions = pa.table(
        {
            "record_id": pa.array([ids[record] for record in said.record.tolist()]),
            "kind": pa.array([kinds[kind] for kind in columns["kind"]]),
            "value": pa.array(texts),
            "date": pa.array(dates),
            "source": pa.array([SOURCES[sources[r]].name for r in said.record.tolist()]),
        }
    )
    table = _table(rng, people, records, names, ids, cells, home)
    return Block(table, mentions, np.array(states, np.int64))


def _table(
    rng: np.random.Generator,
    people: People,
    records: Records,
    names: Written,
    ids: list[str],
    cells: dict[str, list[list[str]]],
    home: dict[int, int],
) -> pa.Table:
    """Put the columns of `resolve` together."""
    dice = rng.random((len(records), 6)).tolist()
    persons, sources = records.person.tolist(), records.source.tolist()
    told = records.told.tolist()
    sex, nation, place, work, city, recruited, nick = [], [], [], [], [], [], []
    for record, (person, roll) in enumerate(zip(persons, dice, strict=True)):
        culture = people.culture_of(person)
        sex.append(("M", "F")[people.woman[person]] if roll[0] < 0.9 else "")
        spelling = int(people.spelling[person])
        nation.append(
            culture.nationalities[spelling % len(culture.nationalities)] if roll[1] < 0.8 else ""
        )
        born = culture.places[people.place[person] % len(culture.places)]
        place.append((bare(born) if roll[2] < 0.2 else born) if roll[2] < 0.35 else "")
        work.append(_WORK[int(roll[3] * len(_WORK) * 2) % len(_WORK)] if roll[3] < 0.5 else "")
        town = CITIES[city_of(home[record])][0] if record in home else ""
        city.append(town if roll[4] < 0.8 else "")
        recruited.append(_RECRUITED[int(roll[5] * len(_RECRUITED))] if told[record] else "")
        short = culture.given[int(people.woman[person])].names[people.given[person]].short
        nick.append(short[0] if short and roll[5] > 0.95 else "")
    joined = {name: [";".join(cell) for cell in column] for name, column in cells.items()}
    return pa.table(
        {
            "record_id": ids,
            "name": names.name,
            "given_name": names.given,
            "family_name": names.family,
            "middle_name": names.middle,
            "aliases": names.alias,
            "birth_date": names.birth,
            "sex": sex,
            "nationality": nation,
            "birth_place": place,
            "occupation": work,
            "city": city,
            "nicknames": nick,
            "place_of_recruitment": recruited,
            "source": [SOURCES[source].name for source in sources],
            **joined,
        }
    ).select(COLUMNS)


def _email(names: tuple[str, str, str], number: int) -> str:
    given, _middle, family = (bare(name).lower().replace(" ", "") for name in names)
    digits = number * 7_919 % 100_000_007
    return f"{given}.{family}{digits % 100_000}@{_POST[number % 3]}.invalid"


def _dated(on: int, since: int, until: int, dice: float, *, told: bool) -> str:
    """Return the day a thing is dated: the record's, or, told later, one while it lasted."""
    if not told:
        day = np.datetime64(on, "D")
        return str(day)
    off = int(dice * 6_151) % 21 - 10
    lasted = int(dice * 9_973 % 1 * max(min(until, on) - since, 0))
    text = str(np.datetime64(since + lasted + off, "D"))
    return text[:7] if dice * 4_993 % 1 < 0.5 else text
