"""How two groups of records are weighed: what many poor records tell together."""

import numpy as np
import pytest

from clew.engines.linkage.comparing import Compared
from clew.engines.linkage.model import log_odds
from clew.engines.linkage.pooling import evidence
from tests.engines.linkage.weighing import (
    OTHER_DATE,
    OTHER_PHONE,
    SAME_DATE,
    SAME_EMAIL,
    SAME_NAME,
    SAME_PHONE,
    pairs,
    weights,
)


def pooled(compared: Compared) -> float:
    told = evidence(compared, weights())
    return told.odds(told.rows.sum(axis=0), len(compared.levels))


def test_one_pair_weighs_as_much_as_it_does_alone() -> None:
    one = pairs({"name": SAME_NAME, "birth": SAME_DATE, "phone": OTHER_PHONE})
    assert pooled(one) == pytest.approx(float(log_odds(one, weights())[0]), abs=1e-3)


def test_a_record_that_shares_a_part_with_each_of_a_group_is_surer_than_with_any_of_them() -> None:
    parts = pairs(
        {"name": SAME_NAME},
        {"birth": SAME_DATE, "name": SAME_NAME},
        {"email": SAME_EMAIL},
    )
    alone = log_odds(parts, weights())
    assert pooled(parts) > float(alone.max())
    # The control: by the mean of its pairs it would not be joined at all.
    assert float(alone.mean()) < 0 < pooled(parts)


def test_what_all_records_repeat_is_counted_once() -> None:
    once = {"name": SAME_NAME, "birth": SAME_DATE}
    assert pooled(pairs(once, once, once, once)) == pytest.approx(pooled(pairs(once)))


def test_what_no_record_of_the_group_bears_out_speaks_against_it() -> None:
    agrees = {"name": SAME_NAME, "phone": SAME_PHONE}
    against = {**agrees, "birth": OTHER_DATE}
    assert pooled(pairs(against, against)) < pooled(pairs(agrees, agrees)) - 1
    # One slip among records that agree weighs less than a date that none of them has.
    assert pooled(pairs({**agrees, "birth": SAME_DATE}, against)) > pooled(pairs(agrees, agrees))


def test_people_who_share_a_phone_are_weighed_against_housemates_as_a_group_too() -> None:
    shares = {"phone": SAME_PHONE, "birth": OTHER_DATE}
    told = evidence(pairs(shares, shares), weights(prior=0.0))
    row = told.rows.sum(axis=0)
    with_home = told.odds(row, 2)
    row[-3] = 0  # as if nothing were shared
    assert with_home < told.odds(row, 2)
    assert np.isfinite(with_home)
