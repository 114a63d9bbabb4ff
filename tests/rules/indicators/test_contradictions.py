"""Answers that sit badly together are named, and nothing is settled for anybody."""

import dataclasses

import pytest

from clew.rules.indicators.answers import Answer, Answers
from clew.rules.indicators.contradictions import Pair, contradictions, pairs
from clew.rules.indicators.instruments import instrument, instrument_ids
from clew.rules.indicators.screening import screen
from tests.rules.indicators.answering import ids

GENERAL = instrument("unodc-general")
POLICE = {"UNODC.G.10": Answer.PRESENT, "UNODC.G.06": Answer.ABSENT}


def test_a_yes_beside_the_no_of_a_wider_sign_is_named_with_what_to_ask() -> None:
    (found,) = contradictions(Answers(GENERAL, POLICE))
    assert ids(found.present) == ["UNODC.G.10"]
    assert ids(found.absent) == ["UNODC.G.06"]
    assert found.because.endswith(".")
    assert found.ask.endswith(".")


@pytest.mark.parametrize("name", POLICE)
def test_what_is_unknown_contradicts_nothing(name: str) -> None:
    assert contradictions(Answers(GENERAL, POLICE | {name: Answer.UNKNOWN})) == ()
    assert contradictions(Answers(GENERAL, {name: POLICE[name]})) == ()


def test_a_contradiction_changes_no_outcome() -> None:
    given = Answers(GENERAL, POLICE)
    assert contradictions(given)
    assert screen(given).overall.outcome == "indicators_present"


@pytest.mark.parametrize("pair", pairs())
def test_every_pair_can_be_answered_in_a_set_that_is_used(pair: str) -> None:
    wanted = {*pairs()[pair].present, *pairs()[pair].absent}
    asked = [
        name
        for name in instrument_ids()
        if wanted <= {item.id for item in instrument(name).indicators}
    ]
    assert asked, f"no set asks {sorted(wanted)}"
    assert not set(pairs()[pair].present) & set(pairs()[pair].absent)
    given = dict.fromkeys(pairs()[pair].present, Answer.PRESENT)
    given |= dict.fromkeys(pairs()[pair].absent, Answer.ABSENT)
    for name in asked:
        named = contradictions(Answers(instrument(name), given))
        assert pairs()[pair].because in [found.because for found in named]


def test_a_pair_with_one_side_only_is_refused() -> None:
    # Red control.
    whole = pairs()["unodc_leaving"]
    with pytest.raises(ValueError, match="one under absent"):
        dataclasses.replace(whole, absent=())
    assert isinstance(dataclasses.replace(whole), Pair)
