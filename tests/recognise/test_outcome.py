"""The outcome: reasons, cautions, how sure it is, and never a number that looks like a chance."""

import re

import pytest

from clew.recognise.screening.forms import SEEN, SPOKEN
from clew.rules.indicators.answers import Answer, Answers
from clew.rules.indicators.instruments import questions
from clew.rules.indicators.screening import screen
from clew.rules.sources.states import State
from tests.ground.reading import Page, plain
from tests.recognise.interviews import USABLE, Talk

LABOUR = "ilo-delphi-adults-labour"
A_CHANCE = re.compile(r"\d\s*%|per ?cent|\bprobab|\blikel(y|ihood) to be|\bscore\b|\d\s*/\s*\d")
# What is answered to the questions, in their order; what is left out is not asked.
GIVEN = {
    "nothing": [],
    "one sign": ["present"],
    "one no": ["absent"],
    "some of everything": ["present", "absent", "not_sure", "later", "present", "absent"],
}


def ended(instrument_id: str, given: list[str]) -> tuple[Talk, Page]:
    talk = Talk.begun(instrument_id)
    for choice in given:
        talk.answer(choice)
    return talk, talk.finish()


@pytest.mark.parametrize("given", GIVEN)
@pytest.mark.parametrize("instrument_id", USABLE)
def test_an_outcome_gives_its_reason_and_its_cautions(instrument_id: str, given: str) -> None:
    talk, page = ended(instrument_id, GIVEN[given])
    answers = {name[2:]: value for name, value in talk.carried.items()}
    known = {name: value for name, value in answers.items() if value in set(Answer)}
    result = screen(
        Answers(talk.instrument, {name: Answer(value) for name, value in known.items()})
    )
    assert plain(result.overall.because) in page.text
    assert "never a verdict" in page.text
    assert talk.instrument.citation.text in page.text
    for line in (*result.unverified, *result.not_covered):
        assert line[1:] in page.text
    marks = page.words("//aside//a[contains(@class, 'unv')]")
    assert (result.overall.state.in_words in marks) is (result.overall.state is not State.VERIFIED)


@pytest.mark.parametrize("given", GIVEN)
@pytest.mark.parametrize("instrument_id", USABLE)
def test_an_outcome_is_never_a_number_that_looks_like_a_chance(
    instrument_id: str, given: str
) -> None:
    _, page = ended(instrument_id, GIVEN[given])
    assert not A_CHANCE.search(page.one("//main").text_content())
    assert not page.root.xpath("//meter | //progress")


@pytest.mark.parametrize("told", ["87 %", "87% sure", "7/10", "a score of 7", "87 per cent"])
def test_a_number_that_looks_like_a_chance_is_recognised(told: str) -> None:
    assert A_CHANCE.search(f"The person is trafficked: {told}.")


def test_parts_are_named_positive_open_or_not_and_signs_are_listed_with_words() -> None:
    talk = Talk.begun(LABOUR)
    talk.press("next", choice="present", words="I was to cook & clean")
    talk.answer("present")
    talk.press("next_part")
    talk.answer(*["absent"] * 10)
    page = talk.finish()
    parts = page.words("//section[@aria-labelledby='parts']/ol/li//h3/span")
    assert parts == ["Positive", "Not positive", "Open", "Open", "Open", "Open"]
    signs = page.words("//section[@aria-labelledby='signs']//li")
    assert len(signs) == 2
    assert signs[0].endswith("I was to cook & clean")


def test_what_would_settle_more_is_asked_for_and_nothing_when_all_is_settled() -> None:
    _, page = ended("ilo-forced-labour-11", ["present", "not_sure"])
    asked = {plain(question.question) for question in questions().values()}
    shown = page.words("//aside//h2[contains(., 'settle')]/../ul/li")
    assert len(shown) == 5
    assert set(shown) <= asked
    _, page = ended("ilo-forced-labour-11", ["absent"] * 11)
    assert page.words("//aside//h2[contains(., 'settle')]") == []
    assert "No sign" in page.title


def test_a_combination_the_table_does_not_hold_is_named_and_not_guessed() -> None:
    talk = Talk.begun(LABOUR)
    for part in range(6):
        count = len(talk.instrument.in_dimension(f"D{part + 1}"))
        talk.answer(*["present" if part in {3, 4} else "absent"] * count)
    page = talk.finish()
    assert "Not covered" in page.title
    assert "D4, D5" in page.text


def test_no_outcome_sends_the_person_away() -> None:
    for given in (["absent"] * 11, ["present"] * 11):
        _, page = ended("ilo-forced-labour-11", given)
        assert "Offer help first" in page.text
        assert "/trafficking-or-smuggling/" in page.links


@pytest.mark.parametrize("instrument_id", USABLE)
def test_only_questions_for_the_eyes_are_marked_so_and_their_answers_fit(
    instrument_id: str,
) -> None:
    talk = Talk.begun(instrument_id)
    while talk.at != "check":
        question = questions()[talk.at]
        to_see = question.question.startswith(("Do you see", "Have you noticed"))
        (say,) = talk.page.words("//fieldset/p[contains(@class, 'q-say')]")
        assert ("do not read it aloud" in say) is to_see
        offered = talk.page.root.xpath("//input[@name='choice']/@value")
        assert offered == [choice.value for choice in (SEEN if to_see else SPOKEN)]
        assert ("not_said" in offered) is not to_see
        assert plain(question.why) in talk.page.text
        assert plain(question.avoid) in talk.page.text
        talk.press("skip")


def test_some_questions_are_for_the_eyes_and_without_the_guard_they_would_be_read_aloud(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def marked() -> bool:
        talk = Talk.begun("unodc-sexual")
        while talk.at != "check":
            if talk.page.words("//p[contains(., 'do not read it aloud')]"):
                return True
            talk.press("skip")
        return False

    assert marked()
    monkeypatch.setattr("clew.recognise.screening.views.is_observed", lambda _: False)
    assert not marked()
