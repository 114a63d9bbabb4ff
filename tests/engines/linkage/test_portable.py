"""A record that travels by itself compares exactly as it did in the index it came from."""

import json
from pathlib import Path

import numpy as np
import pytest

from clew.engines.linkage import index
from clew.engines.linkage.blocking import keys_of
from clew.engines.linkage.comparing import compare
from clew.engines.linkage.features import Builder
from clew.engines.linkage.portable import Counts, Gathered, portable, terms_of
from clew.engines.linkage.rarity import TONGUE, restored
from clew.engines.linkage.resolving import resolve
from tests.engines.linkage.made_up import Row, people, write
from tests.engines.linkage.test_resolving import quietly

RECORDS = 260


@pytest.fixture(scope="module")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Row]]:
    folder = tmp_path_factory.mktemp("portable")
    rows = people(320, seed=5)[0]
    resolve(write(folder / "known.csv", rows[:RECORDS]), folder / "known", quietly)
    return folder / "known" / "index", rows


def gathered(model: index.Model, counts: dict[str, dict[str, int]], rows: list[Row]) -> Gathered:
    found = Gathered(model.records, counts[TONGUE])
    for at, row in enumerate(rows):
        found.put(at, travelling(row, counts))
    return found


def travelling(row: Row, counts: Counts) -> str:
    builder = Builder()
    builder.add("", row)
    return portable(builder.build(), counts)


def test_what_was_opened_compares_bit_for_bit_as_in_the_index(
    learnt: tuple[Path, list[Row]],
) -> None:
    folder, rows = learnt
    model, counts = index.read_model(folder)
    rows = [
        *rows,
        {"name": "Cher"},
        {"emails": "a@example.org;b@example.org"},
        {"name": "the boss"},
    ]
    builder = Builder()
    for row in rows:
        builder.add("", row)
    features = builder.build()
    left, right = np.triu_indices(len(rows), 1)
    pairs = np.stack((left, right), axis=1)[::7]
    wanted = compare(features, pairs, restored(model.records, counts, features))
    found = gathered(model, counts, rows).compare(pairs)
    assert np.array_equal(found.levels, wanted.levels)
    assert np.array_equal(found.bits, wanted.bits)
    assert (found.levels > 0).any(axis=0).sum() > 5  # control: many kinds of facts were compared
    # Red control: without what the model counted, rarity is another.
    unknown = gathered(model, {TONGUE: counts[TONGUE]}, rows).compare(pairs)
    assert not np.array_equal(unknown.bits, wanted.bits)


def test_a_record_carries_only_the_counts_of_its_own_texts(
    learnt: tuple[Path, list[Row]],
) -> None:
    folder, rows = learnt
    _, counts = index.read_model(folder)
    builder = Builder()
    builder.add("", rows[0])
    one = builder.build()
    own = {kind: {text: many for k, text in terms_of(one) if k == kind
                  for many in [counts[kind].get(text)] if many} for kind in counts}  # fmt: skip
    for kind in ("root by tongue", "sound by tongue"):
        texts = {text for _, text in terms_of(one)}
        own[kind] = {text: held for text, held in counts[kind].items() if text in texts}
    assert travelling(rows[0], own) == travelling(rows[0], counts)


def test_keys_are_those_of_the_record_as_it_was_read(learnt: tuple[Path, list[Row]]) -> None:
    folder, rows = learnt
    model, counts = index.read_model(folder)
    found = gathered(model, counts, rows[:40])
    for at, row in enumerate(rows[:40]):
        builder = Builder()
        builder.add("", row)
        of_row = {key for part in keys_of(builder.build()) for key in part.keys.tolist()}
        opened = {key for part in keys_of(found.taken([at])) for key in part.keys.tolist()}
        assert opened == of_row


def test_what_is_written_is_plain_text_that_json_reads(learnt: tuple[Path, list[Row]]) -> None:
    folder, rows = learnt
    _, counts = index.read_model(folder)
    assert len(json.loads(travelling(rows[0], counts))) == 5
