"""Reading a table column by column gives what reading it row by row gives."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.engines.linkage.columns import features_of_columns
from clew.engines.linkage.features import WIDTHS, WORDS, Builder, Features
from clew.engines.linkage.noting import COLUMNS
from tests.engines.linkage.made_up import Row, people

NAMES = ("Łukasz Nowak", "the driver", "Ion", "李小伟", "", "Nowak, Łukasz", "77", "Ana Maria Popa")
CELLS = (
    *("", "07700 900123; 07700 900124", "07700 900123;07700 900123", "a@example.org", "AB12 CDE"),
    *("12 Alder Street, Town1 AB1 2CD; 3/14 Polna, 00-950 Warszawa", "60-16-13 12345678", "1234"),
    *("1980-02-31", "0208-01-01", "f", "male", ";;", " ; x", "0000000"),
)
ROW = st.fixed_dictionaries(
    {name: st.sampled_from(CELLS + NAMES) for name in COLUMNS}
    | {name: st.sampled_from(NAMES) for name in ("name", "given_name", "aliases", "nicknames")}
)


def by_rows(rows: list[Row]) -> Features:
    builder = Builder()
    for at, row in enumerate(rows):
        builder.add(str(at), {name: cell for name, cell in row.items() if cell})
    return builder.build()


def by_columns(rows: list[Row]) -> Features:
    columns = {
        name: pa.array([row.get(name) or None for row in rows], pa.string()) for name in COLUMNS
    }
    return features_of_columns(
        [str(at) for at in range(len(rows))], columns, Builder().vocabularies
    )


def told(features: Features, kind: str) -> list[list[str]]:
    vocabulary = features.vocabularies[kind if kind in features.vocabularies else WORDS]
    return [
        [vocabulary.texts[number] for number in row if number >= 0]
        for row in features.ids[kind].tolist()
    ]


def assert_the_same(rows: list[Row]) -> None:
    one, two = by_rows(rows), by_columns(rows)
    assert one.record_ids == two.record_ids
    for kind in WIDTHS:
        assert told(one, kind) == told(two, kind), kind
        if kind in one.vocabularies and kind != WORDS:
            assert one.vocabularies[kind].texts == two.vocabularies[kind].texts
    assert np.array_equal(one.birth, two.birth)
    assert np.array_equal(one.sex, two.sex)


@pytest.mark.parametrize("count", [0, 1, 80])
def test_columns_of_made_up_people_tell_what_their_rows_tell(count: int) -> None:
    assert_the_same(people(count)[0])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(rows=st.lists(ROW, max_size=12))
def test_columns_of_anything_tell_what_their_rows_tell(rows: list[Row]) -> None:
    assert_the_same(rows)
