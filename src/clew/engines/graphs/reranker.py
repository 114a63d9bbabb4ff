"""The small trained model on top of the propagation: who of those reached may be held too.

Three additive models, all shipped as numbers that can be read (`data/reranker.json`): `like`, how
far a person's ties resemble those of people held by one group before anybody told; `lead`, on what
is shared with those under suspicion; and `again`, on the same once those whom `lead` found likely
pass on suspicion too. Trained on made worlds only: see docs/reference/leads-model.md.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

import numpy as np

from clew.engines.graphs import additive, features, standing
from clew.engines.graphs.additive import Additive
from clew.engines.graphs.standing import Standing
from clew.engines.graphs.suspicion import Reached, spread, values_of
from clew.engines.graphs.web import Flags, Floats, Ints, Web

_SHIPPED: Final = files("clew.engines.graphs") / "data" / "reranker.json"
LIKE_COLUMNS: Final = (*standing.NAMES, "tied people's moves", "tied people's money")
LEAD_COLUMNS: Final = (*features.EVIDENCE, *standing.NAMES, "likeness")
AGAIN_COLUMNS: Final = (*LEAD_COLUMNS, "chance at first reading")
RISING: Final[Flags] = np.array(
    [True] * len(features.EVIDENCE)
    # A hostel lowers the part of identifiers shared; that must never raise a lead.
    + [name.startswith("part") for name in standing.NAMES]
    + [True]
)
RISING_AGAIN: Final[Flags] = np.append(RISING, True)
# A tenth of what a confirmed person does: with all of it, another group near by talked itself up.
# Not less for more confirmed people, or one more of them would lower somebody.
_PASSED_ON: Final = 0.1
_LEAST_HELD: Final = 0.02
_ROUNDS_AGAIN: Final = 3


@dataclass(frozen=True, slots=True)
class Reranker:
    """The models, and what is written beside them about where they come from."""

    like: Additive
    lead: Additive
    again: Additive
    trained_on: str

    def likeness(self, stands: Standing) -> Floats:
        """Return for each entity how like one of a group it is, 0 to 1, with nobody confirmed."""
        return chance_of(self.like(like_table(stands)))

    def as_json(self) -> dict[str, object]:
        """Return the models as they are shipped."""
        return {
            "trained_on": self.trained_on,
            "like": self.like.as_json(),
            "lead": self.lead.as_json(),
            "again": self.again.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Ranked:
    """People who may be held too, best first: their chance, the way there, the columns."""

    persons: Ints
    chance: Floats
    reached: Reached
    table: Floats


def shipped() -> Reranker:
    """Return the model that ships with Clew."""
    return _read(json.loads(_SHIPPED.read_text(encoding="utf-8")))


def read(path: Path) -> Reranker:
    """Return a model from a file. Raises `ValueError` for a file that holds none."""
    return _read(json.loads(path.read_text(encoding="utf-8")))


def _read(data: Mapping[str, object]) -> Reranker:
    models = {}
    for name, columns in (
        ("like", LIKE_COLUMNS),
        ("lead", LEAD_COLUMNS),
        ("again", AGAIN_COLUMNS),
    ):
        model = data.get(name)
        if not isinstance(model, dict):
            msg = "the models like, lead and again"
            raise ValueError(msg)  # noqa: TRY004 -- the file is wrong, not the call
        models[name] = additive.read(model, columns)
    return Reranker(**models, trained_on=str(data.get("trained_on", "")))


def rank(web: Web, stands: Standing, like: Floats, confirmed: Ints, model: Reranker) -> Ranked:
    """Return everybody who was reached, the most likely first; equal chances by entity.

    `like` is `model.likeness(stands)`, worked out once for a web.
    """
    first = lead_table(web, stands, like, spread(web, confirmed))
    reached, persons, table = read_again(web, stands, like, confirmed, first, model.lead)
    chance = chance_of(model.again(table))
    order = np.lexsort((persons, -chance))
    return Ranked(persons[order], chance[order], reached, table[order])


def read_again(
    web: Web,
    stands: Standing,
    like: Floats,
    confirmed: Ints,
    first: tuple[Ints, Floats],
    lead: Additive,
) -> tuple[Reached, Ints, Floats]:
    """Spread once more from those whom a first reading found likely; return the columns then."""
    persons, table = first
    chance = chance_of(lead(table))
    # Squared: who is only as likely as not passes on a quarter of what the sure do.
    passed_on = _PASSED_ON * chance**2
    likely = passed_on >= _LEAST_HELD
    held = (persons[likely], passed_on[likely])
    reached = spread(web, confirmed, rounds=_ROUNDS_AGAIN, held=held)
    found, rows = lead_table(web, stands, like, reached)
    before = values_of(found, persons, chance)
    return reached, found, np.column_stack([rows, before])


def like_table(stands: Standing) -> Floats:
    """Return the columns of `like`: a person's own standing, and that of those tied to them."""
    table = stands.table
    ends = np.concatenate([stands.left, stands.right])
    others = np.concatenate([stands.right, stands.left])
    count = np.maximum(np.bincount(ends, minlength=len(table)), 1)
    more = [
        np.bincount(ends, table[others, column], len(table)) / count
        for column in (standing.NAMES.index("moves"), standing.NAMES.index(_MONEY))
    ]
    return np.column_stack([table, *more])


_MONEY: Final = "ties by an account and another kind"


def lead_table(web: Web, stands: Standing, like: Floats, reached: Reached) -> tuple[Ints, Floats]:
    """Return the people reached and the columns of `lead` for each."""
    persons, evidence = features.evidence(web, reached, like)
    rows = [evidence, features.static(stands, persons), like[persons][:, None]]
    return persons, np.column_stack(rows)


def chance_of(odds: Floats) -> Floats:
    """Return log odds as a chance, 0 to 1."""
    # Clipped far out: beyond, the chance is 1 in floating point and everything ties.
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))))
