"""A name alone joins nobody: without dates of birth a table cannot show its namesakes."""

from dataclasses import replace
from pathlib import Path

import pytest

from clew.engines.linkage import index, model
from clew.engines.linkage.clusters import LINKED_FROM
from clew.engines.linkage.model import log_odds
from clew.engines.linkage.resolving import resolve
from tests.engines.linkage.made_up import people, write
from tests.engines.linkage.weighing import SAME_DATE, SAME_EMAIL, SAME_NAME, pairs, weights

NAME = {"name": SAME_NAME, "sex": 1, "nationality": 2}
RARE = 30.0  # bits


def test_a_rare_name_with_sex_and_nationality_links_nobody() -> None:
    assert log_odds(pairs(NAME, bits=RARE), weights())[0] < LINKED_FROM


@pytest.mark.parametrize("more", [{"birth": SAME_DATE}, {"email": SAME_EMAIL}])
def test_one_more_fact_that_agrees_does(more: dict[str, int]) -> None:
    assert log_odds(pairs({**NAME, **more}, bits=RARE), weights())[0] > LINKED_FROM


def test_a_fact_that_differs_is_none_that_agrees() -> None:
    assert log_odds(pairs({**NAME, "birth": 0}, bits=RARE), weights())[0] < LINKED_FROM


def test_control_without_the_rule_the_name_alone_would(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "_NAME_ALONE", 99.0)
    assert log_odds(pairs(NAME, bits=RARE), weights())[0] > LINKED_FROM


def test_a_table_of_nothing_but_names_is_read_and_nobody_is_joined(tmp_path: Path) -> None:
    rows, _ = people(200)
    columns = ("record_id", "name", "given_name", "family_name")
    named = [{column: row.get(column, "") for column in columns} for row in rows]
    report = resolve(write(tmp_path / "a.csv", named), tmp_path / "out", lambda _: None)
    assert report["entities"] == report["records"] == len(rows)


def test_an_email_nearly_alike_says_what_the_name_says() -> None:
    alike = {**NAME, "email": 1}
    assert log_odds(pairs(alike, bits=RARE), weights())[0] < LINKED_FROM


def test_a_town_tells_namesakes_apart_only_where_dates_show_them() -> None:
    pair = pairs({**NAME, "city": 2}, bits=RARE)
    assert log_odds(pair, weights())[0] > LINKED_FROM
    assert log_odds(pair, replace(weights(), dated=False))[0] < LINKED_FROM


def test_a_table_without_dates_joins_more_carefully(tmp_path: Path) -> None:
    rows, _ = people(200)
    undated = [{**row, "birth_date": ""} for row in rows]
    resolve(write(tmp_path / "a.csv", rows), tmp_path / "dated", lambda _: None)
    resolve(write(tmp_path / "b.csv", undated), tmp_path / "undated", lambda _: None)
    saved = [index.read_weights(tmp_path / of / "index") for of in ("dated", "undated")]
    assert [held.weights.dated for held in saved] == [True, False]
    assert saved[1].weights.prior < saved[0].weights.prior
