"""Moving through an interview: nothing that was answered is lost, whichever way is taken."""

import pytest

from clew.recognise.screening.interview import LONGEST_WORDS, Choice
from clew.rules.indicators.instruments import questions
from tests.ground.reading import plain
from tests.recognise.interviews import CHECK, USABLE, Talk, order_of

LABOUR = "ilo-delphi-adults-labour"
GENERAL = "unodc-general"


def labour() -> Talk:
    return Talk.begun(LABOUR)


@pytest.mark.parametrize("instrument_id", USABLE)
def test_every_question_is_asked_once_in_order_and_then_the_answers_are_checked(
    instrument_id: str,
) -> None:
    talk = Talk.begun(instrument_id)
    asked = []
    while talk.at != CHECK:
        asked.append(talk.at)
        assert plain(questions()[talk.at].question) == talk.page.title
        talk.press("next", choice="not_sure")
    assert asked == order_of(talk.instrument)
    assert talk.carried == {f"a-{name}": "not_sure" for name in asked}


@pytest.mark.parametrize("choice", list(Choice))
def test_every_answer_travels_on_with_its_words(choice: Choice) -> None:
    talk = labour()
    talk.press("next", choice=choice.value, words="they said so")
    assert talk.carried == {"a-ILO.D1.01": choice.value, "w-ILO.D1.01": "they said so"}


def test_back_shows_what_was_answered_and_keeps_what_was_typed_since() -> None:
    talk = labour()
    talk.press("next", choice="present", words="first")
    talk.press("back", choice="absent", words="second")
    assert talk.at == "ILO.D1.01"
    assert talk.page.one("//input[@name='choice'][@checked]").get("value") == "present"
    assert talk.page.by_id("words").text_content() == "first"
    assert talk.carried == {"a-ILO.D1.02": "absent", "w-ILO.D1.02": "second"}


def test_back_from_an_unanswered_question_needs_no_answer() -> None:
    talk = labour()
    talk.answer("present")
    talk.press("back")
    assert talk.at == "ILO.D1.01"


def test_back_from_the_first_question_loses_nothing() -> None:
    talk = labour()
    talk.press("next", choice="present", words="first")
    talk.press("back")
    leaving = talk.page.root.xpath("//main/..//a[contains(@href, '/screen/')]/@href")
    assert leaving == [], "a link carries no answers; a page that holds some is left by buttons"


def test_skip_goes_on_and_takes_a_given_answer_back() -> None:
    talk = labour()
    talk.press("skip")
    assert talk.at == "ILO.D1.02"
    assert talk.carried == {}
    talk.answer("present")
    talk.press("back")
    talk.press("skip", choice="present")
    assert talk.carried == {}


def test_skipping_a_part_goes_to_the_next_part_with_everything() -> None:
    talk = labour()
    talk.press("next", choice="present", words="first")
    talk.press("next_part", choice="absent", words="second")
    assert talk.at == "ILO.D2.01"
    assert talk.carried["a-ILO.D1.02"] == "absent"
    assert talk.carried["w-ILO.D1.01"] == "first"


def test_skipping_the_last_part_goes_to_the_check() -> None:
    talk = labour()
    for _ in range(6):
        talk.press("next_part")
    assert talk.at == CHECK


def test_an_instrument_of_one_part_offers_no_part_to_skip() -> None:
    assert "next_part" not in Talk.begun(GENERAL).offers


def test_once_a_part_has_enough_the_page_says_so_and_offers_the_next() -> None:
    talk = labour()
    talk.answer("present")
    assert not talk.page.root.xpath("//*[contains(@class, 'q-note')]//button")
    talk.answer("present")
    (spare,) = talk.page.root.xpath("//*[contains(@class, 'q-note')]//button/@value")
    assert spare == "next_part"
    talk.press("next_part")
    assert not talk.page.root.xpath("//*[contains(@class, 'q-note')]//button")
    assert len(talk.carried) == 2


def test_stopping_keeps_what_was_said() -> None:
    talk = labour()
    talk.answer("present", "absent")
    talk.press("stop", choice="not_said", words="enough for today")
    assert talk.at == CHECK
    assert talk.carried == {
        "a-ILO.D1.01": "present",
        "a-ILO.D1.02": "absent",
        "a-ILO.D1.03": "not_said",
        "w-ILO.D1.03": "enough for today",
    }


def test_the_check_lists_every_question_and_what_was_not_asked() -> None:
    talk = labour()
    talk.press("next", choice="present", words="as it was said")
    talk.press("stop")
    rows = talk.page.words("//tbody/tr")
    assert len(rows) == len(talk.instrument.indicators)
    assert "as it was said" in rows[0]
    assert "Yes" in rows[0]
    assert all("not asked" in row for row in rows[1:])


def test_an_answer_is_changed_from_the_check_and_from_the_outcome() -> None:
    talk = labour()
    talk.answer("present", "absent")
    talk.press("stop")
    talk.press("to:ILO.D1.01")
    assert talk.page.one("//input[@name='choice'][@checked]").get("value") == "present"
    talk.press("stop", choice="absent")
    assert talk.carried["a-ILO.D1.01"] == "absent"
    talk.press("outcome")
    talk.press("check")
    talk.press("to:ILO.D6.07")
    talk.press("next", choice="present")
    assert talk.at == CHECK
    assert len(talk.carried) == 3


def test_without_an_answer_the_sentence_stands_beside_the_choices_and_words_are_kept() -> None:
    talk = labour()
    talk.answer("present")
    page = talk.press("next", words="not lost")
    assert page.status == 422
    ((place, sentence),) = page.faults
    assert page.by_id(place).get("name") == "choice"
    assert page.beside_fields == [sentence]
    assert page.by_id("words").text_content() == "not lost"
    assert talk.at == "ILO.D1.02"
    assert talk.carried == {"a-ILO.D1.01": "present"}


@pytest.mark.parametrize("go", ["next", "skip", "next_part", "stop"])
def test_words_too_long_are_refused_and_kept_whichever_way_is_taken(go: str) -> None:
    talk = labour()
    talk.answer("present")
    long = "ä" * (LONGEST_WORDS + 1)
    page = talk.press(go, choice="absent", words=long)
    assert page.status == 422
    ((place, sentence),) = page.faults
    assert place == "words"
    assert sentence in page.beside_fields
    assert str(LONGEST_WORDS) in sentence
    assert page.by_id("words").text_content() == long
    assert page.by_id("words").get("aria-invalid") == "true"
    assert page.one("//input[@name='choice'][@checked]").get("value") == "absent"
    assert talk.carried == {"a-ILO.D1.01": "present"}
    assert talk.press(go, words=long[1:]).status == 200


def test_words_as_long_as_the_page_lets_anyone_type_are_taken() -> None:
    # A browser counts a new line as one sign and sends it as two.
    talk = labour()
    limit = int(talk.page.by_id("words").get("maxlength"))
    typed = "line\n" * (limit // 5)
    assert talk.press("next", choice="present", words=typed.replace("\n", "\r\n")).status == 200
