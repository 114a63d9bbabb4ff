"""From numbers to the words on paper: the cells of `records` and the rows of `mentions`."""

import random
from typing import Final

import numpy as np

from bench.worlds.second import numbers, places
from bench.worlds.second.arrays import Array
from bench.worlds.second.calendars import on
from bench.worlds.second.ledger import SOURCES, Told
from bench.worlds.second.months import World
from bench.worlds.second.pens import (
    CALLED,
    CAPITALS,
    FAMILY_FIRST,
    FIRST_ONLY,
    GIVEN_FIRST,
    NICKS,
    SPLIT,
    SWAPPED,
)
from bench.worlds.second.spelling import slip
from bench.worlds.second.vocabulary import CULTURES, Form, Vocabulary

RECORD_COLUMNS: Final = (
    "record_id", "name", "given_name", "family_name", "middle_name", "aliases", "birth_date", "sex",
    "nationality", "phones", "emails", "addresses", "documents", "accounts", "employers",
    "vehicles",
    "birth_place", "occupation", "city", "nicknames", "place_of_recruitment", "source",
)  # fmt: skip
MENTION_COLUMNS: Final = ("record_id", "kind", "value", "date", "source")
_NATIONS: Final = (
    "British", "Polish", "Romanian", "Albanian", "Ukrainian", "Vietnamese", "Chinese", "Nigerian",
    "Syrian", "Eritrean",
)  # fmt: skip
_PLACES: Final = ("Oldbridge", "Saltmarsh", "Northgate", "Millwater", "Redhill Cross", "Stonefold")
_TRADES: Final = ("picker", "packer", "driver", "cleaner", "carer", "cook")
_SLIPS_GIVEN: Final = 1
_SLIPS_FAMILY: Final = 2


def recruited_at(place: int) -> str:
    """Return where somebody was promised work."""
    kind = ("coach station", "prison gate", "night shelter", "market", "job board")[place % 5]
    return f"{_PLACES[place // 5 % len(_PLACES)]} {kind}"


class Scribe:
    """Writes chunks of records; `rows` holds one chunk's columns, in the order of the file."""

    def __init__(self, world: World, words: Vocabulary, told: list[Told], seed: int) -> None:
        self.world, self.words, self.seed = world, words, seed
        self.told: dict[int, list[Told]] = {}
        for one in told:
            self.told.setdefault(one.record, []).append(one)

    def chunk(
        self, rows: dict[str, Array], first: int, originals: Array
    ) -> tuple[dict[str, list[str | None]], dict[str, list[str]]]:
        """Return the cells of one chunk, and its mentions.

        Args:
            rows: columns of `ledger`, of this chunk alone.
            first: the number of the chunk's first record in the file.
            originals: the numbers its records had in the ledger.
        """
        many = len(originals)
        cells: dict[str, list[str | None]] = {name: [None] * many for name in RECORD_COLUMNS}
        mentions: dict[str, list[str]] = {name: [] for name in MENTION_COLUMNS}
        cells["record_id"] = [f"r{first + at:08d}" for at in range(many)]
        self._names(rows, cells, first)
        dates = [
            on(m, d) for m, d in zip(rows["month"].tolist(), rows["day"].tolist(), strict=True)
        ]
        plain = {name: column.tolist() for name, column in rows.items()}
        ids = cells["record_id"]
        sources = [SOURCES[number] for number in plain["source"]]
        cells["source"] = list(sources)
        cells["birth_date"] = [
            _birth(*b)
            for b in zip(plain["year"], plain["month_born"], plain["day_born"], strict=True)
        ]
        cells["sex"] = [(None, "male", "female")[sex] for sex in plain["sex"]]
        cells["nationality"] = [_NATIONS[c] if c >= 0 else None for c in plain["culture"]]
        cells["birth_place"] = [_PLACES[p % 6] if p >= 0 else None for p in plain["place"]]
        cells["place_of_recruitment"] = [
            recruited_at(p) if p >= 0 else None for p in plain["recruited"]
        ]
        home_city = self.world.homes.city
        said: dict[str, list[str | None]] = {
            "phone": [
                numbers.as_typed(numbers.phone(p), way, wrong) if p >= 0 else None
                for p, way, wrong in zip(
                    plain["phone"], plain["phone_way"], plain["phone_slip"], strict=True
                )
            ],
            "address": [
                places.written(h, int(home_city[h]), way) if h >= 0 else None
                for h, way in zip(plain["home"], plain["home_way"], strict=True)
            ],
            "account": [numbers.account(a) if a >= 0 else None for a in plain["account"]],
            "agency": [
                numbers.agency(a, way) if a >= 0 else None
                for a, way in zip(plain["agency"], plain["firm_way"], strict=True)
            ],
            "employer": [
                numbers.employer(e, way) if e >= 0 else None
                for e, way in zip(plain["employer"], plain["firm_way"], strict=True)
            ],
            "vehicle": [numbers.plate(v) if v >= 0 else None for v in plain["vehicle"]],
            "travel": [numbers.coach(c) if c >= 0 else None for c in plain["coach"]],
            "person": self._friends(plain),
            "document": [
                numbers.document(p, int(self.world.people.culture[p])) if kept else None
                for p, kept in zip(plain["person"], plain["document"], strict=True)
            ],
            "email": [
                self._email(p) if kept else None
                for p, kept in zip(plain["person"], plain["email"], strict=True)
            ],
        }  # fmt: skip
        for cell, kind in (
            ("phones", "phone"), ("addresses", "address"), ("accounts", "account"),
            ("employers", "employer"), ("vehicles", "vehicle"), ("documents", "document"),
            ("emails", "email"),
        ):  # fmt: skip
            cells[cell] = list(said[kind])
        cells["city"] = [
            places.CITIES[int(home_city[h])][0]
            if h >= 0 and way == places.Writing.NO_NUMBER
            else None
            for h, way in zip(plain["home"], plain["home_way"], strict=True)
        ]
        cells["occupation"] = [
            _TRADES[e % 6] if e >= 0 and e % 3 == 0 else None for e in plain["employer"]
        ]
        for kind, values in said.items():
            there = [at for at, value in enumerate(values) if value is not None]
            mentions["record_id"] += [str(ids[at]) for at in there]
            mentions["kind"] += [kind] * len(there)
            mentions["value"] += [str(values[at]) for at in there]
            mentions["date"] += [dates[at] for at in there]
            mentions["source"] += [sources[at] for at in there]
        for at, original in enumerate(originals.tolist()):
            for one in self.told.get(original, ()):
                mentions["record_id"].append(str(ids[at]))
                mentions["kind"].append(one.kind)
                mentions["value"].append(one.words)
                mentions["date"].append(one.when)
                mentions["source"].append(sources[at])
                if one.kind == "address":
                    known = cells["addresses"][at]
                    cells["addresses"][at] = f"{known};{one.words}" if known else one.words
        return cells, mentions

    def _names(
        self, rows: dict[str, Array], cells: dict[str, list[str | None]], first: int
    ) -> None:
        forms = self.words.forms
        given = np.where(rows["given"] >= 0, forms[rows["given"], rows["given_form"]], "")
        family = np.where(rows["family"] >= 0, forms[rows["family"], rows["family_form"]], "")
        second = np.where(rows["middle"] >= 0, forms[rows["middle"], rows["family_form"]], "")
        parts = zip(
            given.tolist(),
            second.tolist(),
            family.tolist(),
            rows["layout"].tolist(),
            rows["slip"].tolist(),
            rows["nick"].tolist(),
            strict=True,
        )
        alias = rows["alias"].tolist()
        for at, (own, middle, last, layout, wrong, nick) in enumerate(parts):
            if wrong:
                dice = random.Random(self.seed * 1_000_003 + first + at)
                own = slip(own, dice) if wrong == _SLIPS_GIVEN else own  # noqa: PLW2901
                last = slip(last, dice) if wrong == _SLIPS_FAMILY else last  # noqa: PLW2901
            if layout in {SPLIT, SWAPPED}:
                boxes = (own, last) if layout == SPLIT else (last, own)
                cells["given_name"][at], cells["family_name"][at] = (
                    boxes[0] or None,
                    boxes[1] or None,
                )
                cells["middle_name"][at] = middle or None
            elif layout in {GIVEN_FIRST, FIRST_ONLY}:
                cells["name"][at] = " ".join(part for part in (own, middle, last) if part)
            elif layout == FAMILY_FIRST:
                cells["name"][at] = " ".join(part for part in (last, middle, own) if part)
            elif layout == CAPITALS:
                cells["name"][at] = f"{last.upper()}, {own}"
            elif layout == CALLED:
                cells["nicknames"][at] = own or NICKS[nick]
            if alias[at] >= 0:
                cells["aliases"][at] = str(forms[alias[at], Form.OWN])

    def _friends(self, plain: dict[str, list[int]]) -> list[str | None]:
        people, forms = self.world.people, self.words.forms
        return [
            f"{forms[people.given[f], Form.PLAIN]} {forms[people.family[f], Form.PLAIN]}"
            if f >= 0
            else None
            for f in plain["friend"]
        ]

    def _email(self, person: int) -> str:
        people, forms = self.world.people, self.words.forms
        own = str(forms[people.given[person], Form.PLAIN]).lower().replace(" ", "")
        last = str(forms[people.family[person], Form.PLAIN]).lower().replace(" ", "")
        return f"{own}.{last}{person % 97}@{CULTURES[people.culture[person]].lower()}.invalid"


def _birth(year: int, month: int, day: int) -> str | None:
    if not year:
        return None
    if not month:
        return f"{year:04d}"
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")
