"""The small trained model on top of the propagation: who of those reached may be held too.

Two additive models, both shipped as numbers that can be read (`data/reranker.json`): `like`, how
far a person's ties resemble those of people held by one group before anybody told, with which the
alarms begin; and `lead`, on what is shared with those under suspicion. Trained on made worlds only:
see docs/reference/leads-model.md.
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
from clew.engines.graphs.suspicion import Reached, spread
from clew.engines.graphs.web import Flags, Floats, Ints, Web

_SHIPPED: Final = files("clew.engines.graphs") / "data" / "reranker.json"
LIKE_COLUMNS: Final = (*standing.NAMES, "tied people's moves", "tied people's money")
LEAD_COLUMNS: Final = (*features.EVIDENCE, *standing.TRUSTED)
RISING: Final[Flags] = np.ones(len(LEAD_COLUMNS), bool)


@dataclass(frozen=True, slots=True)
class Reranker:
    """The models, and what is written beside them about where they come from."""

    like: Additive
    lead: Additive
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
    for name, columns in (("like", LIKE_COLUMNS), ("lead", LEAD_COLUMNS)):
        model = data.get(name)
        if not isinstance(model, dict):
            msg = "the models like and lead"
            raise ValueError(msg)  # noqa: TRY004 -- the file is wrong, not the call
        models[name] = additive.read(model, columns)
    return Reranker(**models, trained_on=str(data.get("trained_on", "")))


def rank(web: Web, stands: Standing, confirmed: Ints, model: Reranker) -> Ranked:
    """Return everybody who was reached, the most likely first; equal chances by entity."""
    reached = spread(web, confirmed)
    persons, table = lead_table(web, stands, reached)
    chance = chance_of(model.lead(table))
    order = np.lexsort((persons, -chance))
    return Ranked(persons[order], chance[order], reached, table[order])


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


def lead_table(web: Web, stands: Standing, reached: Reached) -> tuple[Ints, Floats]:
    """Return the people reached and the columns of `lead` for each."""
    persons, evidence = features.evidence(web, reached)
    # Who shares a car with strangers is no lead by that: it weighs what evidence there is.
    stand = features.static(stands, persons) * np.minimum(evidence[:, :1], 1.0)
    return persons, np.column_stack([evidence, stand])


def chance_of(odds: Floats) -> Floats:
    """Return log odds as a chance, 0 to 1."""
    # Clipped far out: beyond, the chance is 1 in floating point and everything ties.
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))))
