"""The model of a circle: weights that were learnt elsewhere, frozen, and counts as tokens."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from clew.connect.matching.models import LearntCount, LearntModel
from clew.connect.matching.person_tokens import PersonTokens
from clew.connect.matching.statements import as_id, stored, told, told_of
from clew.engines.linkage import index
from clew.engines.linkage.index import Model
from clew.engines.linkage.portable import Counts
from clew.engines.linkage.rarity import OF_TONGUES, TONGUE
from clew.rules.sources.faults import WrongInput

_MODEL: Final = "SELECT id FROM matching_learntmodel WHERE circle_id = %s"
_COUNTED: Final = "SELECT token, many, tongues FROM matching_learntcount WHERE token IN ({})"
_AT_ONCE: Final = 2_000
_MODELS: Final = 16  # of circles, kept in memory: weights name nobody


class NoModel(Exception):
    """The circle has no model, or one of another version: nothing says what agreement weighs."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """A frozen model, and where its counts are found."""

    id: UUID
    model: Model
    tongues: Mapping[str, int]

    @property
    def records(self) -> int:
        """How many records taught it."""
        return self.model.records

    def counts(self, tokens: PersonTokens, terms: Iterable[tuple[str, str]]) -> Counts:
        """Return what was counted of some words and values, by kind and text."""
        by_token = {tokens.of_term(kind, text): (kind, text) for kind, text in terms}
        found: dict[str, dict[str, int]] = {}
        for token, many, held in told_of(_COUNTED, list(by_token)):
            kind, text = by_token[token]
            found.setdefault(kind, {})[text] = many
            if held:
                found.setdefault(OF_TONGUES[kind], {})[text] = held
        return found


def learnt_of(circle: UUID) -> Learnt:
    """Return the model of a circle. Raises `NoModel`."""
    found = told(_MODEL, [stored(circle)])
    if not found:
        raise NoModel
    try:
        return _learnt(as_id(found[0][0]))
    except WrongInput as other_version:
        raise NoModel from other_version


@lru_cache(maxsize=_MODELS)
def _learnt(model: UUID) -> Learnt:
    row = LearntModel.rows.get(id=model)  # frozen: another model is another row
    return Learnt(model, index.weights_in(row.weights), row.tongues)


def write(model: LearntModel, folder: Path) -> None:
    """Write a model and its counts, from the index of an answer of `clew resolve`.

    Raises `WrongInput` where another version wrote it, `OSError` where there is none.
    """
    _, counts = index.read_model(folder)
    weights: dict[str, Any] = json.loads((folder / index.MODEL).read_text(encoding="utf-8"))
    model.weights, model.tongues = weights, counts.get(TONGUE, {"0": 1})
    model.save(force_insert=True)
    # In the order of the tokens: as they come, a place in the table would tell kind and word.
    rows = sorted(_counted(model, PersonTokens(model.circle_id), counts), key=lambda row: row.token)
    LearntCount.rows.bulk_create(rows, batch_size=_AT_ONCE)


def _counted(
    model: LearntModel, tokens: PersonTokens, counts: Mapping[str, Mapping[str, int]]
) -> Iterator[LearntCount]:
    for kind, known in counts.items():
        if kind == TONGUE or kind in OF_TONGUES.values():
            continue
        held = counts.get(OF_TONGUES.get(kind, ""), {})
        for text, many in known.items():
            token = tokens.of_term(kind, text)
            yield LearntCount(model=model, token=token, many=many, tongues=held.get(text, 0))
