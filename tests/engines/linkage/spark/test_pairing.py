"""Pairs are made of keys that come in order, wherever the batches are cut. No Spark is needed."""

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from clew.engines.linkage.blocking import CAPS, Keys, pairs_of
from clew.engines.linkage.spark.pairing import paired

KINDS = list(CAPS)
COUNT = 400
Key = tuple[int, int, int]
KEYS = st.lists(
    st.tuples(
        st.sampled_from([KINDS.index("date"), KINDS.index("code"), KINDS.index("name")]),
        st.sampled_from([-(2**63), -5, 0, 7, 2**63 - 1]),
        st.integers(0, COUNT - 1),
    ),
    max_size=300,
    unique=True,
)


def cut(keys: Sequence[Key], sizes: Sequence[int]) -> Iterator[pa.RecordBatch]:
    """Yield keys in batches of some sizes, over and over."""
    ranked, start, turn = sorted(keys), 0, 0
    while start < len(ranked):
        some = ranked[start : start + sizes[turn % len(sizes)]]
        columns = list(zip(*some, strict=True)) or [(), (), ()]
        yield pa.RecordBatch.from_pydict(
            {
                "kind": pa.array(columns[0], pa.int8()),
                "key": pa.array(columns[1], pa.int64()),
                "row": pa.array(columns[2], pa.int64()),
            }
        )
        start += len(some)
        turn += 1


def pairs_in(batches: Iterator[pa.RecordBatch]) -> set[tuple[int, int]]:
    found = [
        zip(batch.column("left").to_pylist(), batch.column("right").to_pylist(), strict=True)
        for batch in paired(COUNT)(batches)
    ]
    return {pair for pairs in found for pair in pairs}


def here(keys: Sequence[Key]) -> set[tuple[int, int]]:
    parts = [
        Keys(
            kind,
            np.array([key for at, key, _ in keys if KINDS[at] == kind], np.int64).view(np.uint64),
            np.array([row for at, _, row in keys if KINDS[at] == kind], np.int32),
        )
        for kind in KINDS
    ]
    return {(left, right) for left, right in pairs_of(iter(parts), COUNT).tolist()}


@given(KEYS, st.lists(st.integers(1, 90), min_size=1, max_size=5))
def test_wherever_the_batches_are_cut_the_pairs_are_those_of_one_machine(
    keys: list[Key], sizes: list[int]
) -> None:
    assert pairs_in(cut(keys, sizes)) == here(keys)


def test_a_key_of_very_many_makes_no_pair_however_long_it_goes_on() -> None:
    at = KINDS.index("code")
    many = [(at, 3, row) for row in range(COUNT)]
    assert pairs_in(cut(many, [1])) == set()
    assert pairs_in(cut(many[: CAPS["code"]], [1])) != set()  # the control: as many as may
    assert pairs_in(cut([*many, (at, 4, 1), (at, 4, 2)], [7])) == {(1, 2)}
