"""Statements of who somebody is become one record; what is not a person's own never does."""

import pytest

from clew.rules.linkage.identity import IDENTITY, SaysNotWho, record_of
from clew.rules.network.kinds import entity_kinds, refused_kinds


def test_statements_fill_the_columns_of_a_record() -> None:
    told = record_of(
        [
            ("full_name", "Anna Made-Up"), ("born", "1990-03-04"), ("full_name", "Anya Made-Up"),
            ("other_name", "Ania"), ("own_phone", "07700 900123"), ("own_phone", "07700 900456"),
            ("own_phone", "07700 900123"), ("born", "1991"),
        ]
    )  # fmt: skip
    assert told == {
        "name": "Anna Made-Up",
        "birth_date": "1990-03-04",
        "aliases": "Anya Made-Up;Ania",
        "phones": "07700 900123;07700 900456",
    }
    assert record_of([]) == {}


@pytest.mark.parametrize("kind", ["nationality", "phone", "passport", "account", "made_up"])
def test_what_is_not_ones_own_or_is_of_immigration_is_refused(kind: str) -> None:
    with pytest.raises(SaysNotWho, match="wanted one of full_name") as told:
        record_of([(kind, "Anna Made-Up")])
    assert "Anna" not in str(told.value)


def test_no_kind_is_also_one_that_people_share_or_that_is_refused() -> None:
    assert set(IDENTITY).isdisjoint({*entity_kinds(), *refused_kinds()})
    assert "nationality" not in IDENTITY.values()
