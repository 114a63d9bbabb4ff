"""Lists without weights, and lists nobody can score: signs and a caution, never a number."""

import re
from dataclasses import asdict, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.rules.indicators.answers import Answer, Answers
from clew.rules.indicators.instruments import Scoring, instrument, instrument_ids
from clew.rules.indicators.screening import Screening, screen
from clew.rules.sources.states import State
from tests.rules.indicators.answering import answers, ids

UNWEIGHTED = [each for each in instrument_ids() if instrument(each).scoring is Scoring.UNWEIGHTED]
NOT_SCORED = [each for each in instrument_ids() if instrument(each).scoring is Scoring.NOT_SCORED]
WORDS = {"indicators_present", "no_indicator_present", "undetermined"}


def said(found: Screening) -> str:
    """Return every word of an answer that a reader meets."""
    return " ".join(
        [found.overall.outcome, found.overall.because, *found.not_covered, *found.unverified]
    )


def test_each_list_is_scored_as_its_publishers_say() -> None:
    assert UNWEIGHTED == [
        "htcds-means-of-control",
        "ilo-forced-labour-11",
        "unodc-general",
        "unodc-sexual",
    ]
    assert NOT_SCORED == ["ilo-delphi-adults-sexual", "ilo-delphi-children-sexual"]


@pytest.mark.parametrize("chosen", UNWEIGHTED)
def test_no_indicator_of_such_a_list_has_a_strength(chosen: str) -> None:
    assert {item.strength for item in instrument(chosen).indicators} == {None}
    assert instrument(chosen).dimension_rule is None
    assert instrument(chosen).overall_rule is None


@pytest.mark.parametrize("chosen", UNWEIGHTED)
def test_the_outcome_is_a_word_and_never_more_for_more_signs(chosen: str) -> None:
    every = ids(instrument(chosen).indicators)
    one, all_of_them = screen(answers(chosen, every[:1])), screen(answers(chosen, every))
    assert one.overall.outcome == all_of_them.overall.outcome == "indicators_present"
    assert one.overall.because.startswith(f"1 of {len(every)} present.")
    assert screen(answers(chosen, [])).overall.outcome == "no_indicator_present"
    assert screen(Answers(instrument(chosen), {})).overall.outcome == "undetermined"


@pytest.mark.parametrize("chosen", UNWEIGHTED)
def test_the_caution_of_the_publishers_stands_beside_every_outcome(chosen: str) -> None:
    every = ids(instrument(chosen).indicators)
    for given_answers in (
        answers(chosen, every[:2]),
        answers(chosen, []),
        answers(chosen, [], every),
    ):
        assert instrument(chosen).caution.text in screen(given_answers).overall.because


def numbers_in(found: Screening) -> list[str]:
    """Return what in an answer could be taken for a score."""
    wrong = [found.overall.outcome] if re.search(r"\d", found.overall.outcome) else []
    wrong += re.findall(r"%|per ?cent|\bscore\b|risk level|points", said(found), re.IGNORECASE)
    wrong += [
        str(value) for value in asdict(found.overall).values() if isinstance(value, int | float)
    ]
    return wrong


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.sampled_from(UNWEIGHTED + NOT_SCORED), st.data())
def test_no_number_is_an_outcome_and_no_percentage_is_anywhere(
    chosen: str, data: st.DataObject
) -> None:
    every = st.sampled_from(ids(instrument(chosen).indicators))
    drawn = data.draw(st.dictionaries(every, st.sampled_from(Answer)))
    found = screen(Answers(instrument(chosen), drawn))
    assert numbers_in(found) == []
    assert found.overall.published_name is None
    assert found.dimensions == ()


@pytest.mark.parametrize(
    ("outcome", "because"), [("64", ""), ("x", "27 % of signs"), ("x", "A score of 3.")]
)
def test_a_number_for_an_outcome_is_noticed(outcome: str, because: str) -> None:
    # Red control: the check above finds each kind of number.
    found = screen(answers("unodc-general", []))
    assert numbers_in(
        replace(found, overall=replace(found.overall, outcome=outcome, because=because))
    )


@pytest.mark.parametrize("chosen", NOT_SCORED)
def test_a_list_whose_strengths_were_not_read_is_shown_and_never_computed(chosen: str) -> None:
    found = screen(answers(chosen, ids(instrument(chosen).indicators)))
    assert found.overall.outcome == "not_scored"
    assert found.overall.because == instrument(chosen).not_scored_because
    assert found.dimensions == ()


@pytest.mark.parametrize("chosen", UNWEIGHTED)
def test_what_was_not_answered_is_asked_next_in_published_order(chosen: str) -> None:
    every = ids(instrument(chosen).indicators)
    found = screen(answers(chosen, every[:1], every[2:]))
    assert ids(found.ask_next) == every[2:]


def test_a_sign_nobody_read_makes_the_answer_unverified_once_it_is_present() -> None:
    read, unread = "UNODC.G.01", "UNODC.G.29"
    assert screen(answers("unodc-general", [read])).overall.state is State.SECONDARY
    found = screen(answers("unodc-general", [read, unread]))
    assert found.overall.state is State.UNVERIFIED
    assert f"{unread}: not yet checked" in found.unverified
    assert not any(unread in part for part in screen(answers("unodc-general", [read])).unverified)


def test_a_list_read_in_its_source_has_nothing_unverified() -> None:
    assert screen(answers("ilo-forced-labour-11", ["ILO11.01"])).unverified == ()
    assert screen(answers("ilo-forced-labour-11", ["ILO11.01"])).overall.state is State.VERIFIED
