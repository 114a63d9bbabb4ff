"""Beside an answer: its source, its day, the worker's opinion; and an age in doubt."""

from datetime import date, timedelta

import pytest
from django.test import Client

from clew.recognise.screening.about import Age, for_age
from clew.recognise.screening.forms import QuestionForm, wrong_day
from clew.rules.indicators.instruments import instrument
from tests.cast import TODAY
from tests.days import let_it_be
from tests.ground.reading import Page
from tests.recognise.interviews import USABLE, Talk

LABOUR = "ilo-delphi-adults-labour"
GENERAL = "unodc-general"
PREPARE = f"/screen/{LABOUR}/"
PATH = f"/screen/{GENERAL}/interview/"
GOOD = {"at": "UNODC.G.01", "choice": "present", "go": "next"}
MONTHS_AGO = date(2025, 12, 1)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    let_it_be(TODAY, monkeypatch)


def begun(**given: str) -> Page:
    client = Client(HTTP_HOST="localhost")
    return Page.of(client.post(PREPARE, {"talk": "yes"} | given))


def test_the_opinion_travels_apart_from_the_words_and_is_called_the_workers() -> None:
    talk = Talk.begun(GENERAL)
    talk.press(
        "next", choice="present", words="they said so", opinion="I doubt it", source="others",
        seen_on=MONTHS_AGO.isoformat(),
    )  # fmt: skip
    fields = talk.page.form().fields
    assert fields["w-UNODC.G.01"] == "they said so"
    assert fields["o-UNODC.G.01"] == "I doubt it"
    assert fields["s-UNODC.G.01"] == "others"
    assert fields["d-UNODC.G.01"] == MONTHS_AGO.isoformat()
    talk.press("stop")
    (row,) = talk.page.words("//tbody/tr[.//*[contains(@class, 'own')]]")
    assert talk.page.words("//tbody//*[contains(@class, 'own')]") == ["they said so"]
    (thought,) = talk.page.words("//tbody//*[contains(@class, 'thought')]")
    assert thought == "The worker thinks: I doubt it"
    assert "Somebody else told me · 1 December 2025" in row


def test_going_back_shows_what_stood_beside_the_answer() -> None:
    talk = Talk.begun(GENERAL)
    talk.press("next", choice="absent", opinion="hm", source="paper", seen_on="2026-03-01")
    talk.press("back")
    assert talk.page.by_id("opinion").text_content() == "hm"
    assert talk.page.one("//option[@selected]").get("value") == "paper"
    assert talk.page.by_id("seen_on").get("value") == "2026-03-01"
    assert talk.page.by_id("opinion").getparent().getparent().getparent().get("open") is not None
    talk.press("next", choice="absent", opinion="", source="", seen_on="")
    assert not [name for name in talk.page.form().fields if name[:2] in {"o-", "s-", "d-"}]


def test_a_day_that_is_still_to_come_is_refused_in_one_sentence_with_both_days() -> None:
    talk = Talk.begun(GENERAL)
    tomorrow = TODAY + timedelta(days=1)
    page = talk.press("next", choice="present", words="kept", seen_on=tomorrow.isoformat())
    assert page.status == 422
    ((place, sentence),) = page.faults
    assert place == "seen_on"
    assert sentence == "You gave 17 March 2026, but today is 16 March 2026: give the day it was."
    assert page.by_id("words").text_content() == "kept"
    assert talk.press("next", seen_on=TODAY.isoformat()).status == 200


def test_a_clock_that_fell_back_for_decades_is_named() -> None:
    assert wrong_day(TODAY, TODAY) == ""
    assert "look at the clock" in wrong_day(date(1970, 1, 1), TODAY)


def test_without_a_today_no_day_is_compared() -> None:
    # Red control: it is the comparison that refuses.
    sent = {"choice": "present", "seen_on": "2999-01-01"}
    assert QuestionForm(sent).is_valid()
    assert not QuestionForm(sent, today=TODAY).is_valid()


@pytest.mark.parametrize(
    "sent",
    [
        {"o-UNODC.G.99": "no such question"},
        {"s-UNODC.G.01": "rumour"},
        {"d-UNODC.G.01": "soon"},
        {"t-age": "old"},
        {"t-between": "me"},
        {"t-id": "not an id"},
        {"t-person": "AAAAAA-A"},
    ],
)
def test_what_was_never_offered_beside_an_answer_is_refused(
    client: Client, sent: dict[str, str]
) -> None:
    assert client.post(PATH, GOOD).status_code == 200
    assert client.post(PATH, GOOD | sent).status_code == 400


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"private": "no"}, "Others can hear."),
        ({"safe": "no"}, "It is not safe to talk."),
        ({"between": "came_along"}, "must not interpret"),
    ],
)
def test_where_the_place_is_not_right_nobody_is_asked_anything(
    given: dict[str, str], said: str
) -> None:
    page = begun(**given)
    assert page.status == 200
    assert said in page.text
    assert not page.root.xpath("//input[@name='at']")
    assert PREPARE in page.links
    assert begun(private="yes", safe="yes", between="phone").form().fields["at"] == "ILO.D1.01"


@pytest.mark.parametrize("age", ["child", "unsure"])
def test_an_age_in_doubt_takes_the_childrens_set_and_protects(age: str) -> None:
    page = begun(age=age)
    form = page.form()
    assert form.action == "/screen/ilo-delphi-children-labour/interview/"
    assert form.fields["t-age"] == age
    assert "a child’s help, now" in page.text
    assert "art. 10(3)" in page.text


def test_in_doubt_the_label_stays_open_and_under_eighteen_is_not_said() -> None:
    page = begun(age="unsure")
    assert "Age not known" in page.text
    assert "nobody guesses it from looks" in page.text
    assert "Under 18:" not in page.text
    assert "a child’s help, now" not in begun(age="adult").text
    assert "a child’s help, now" not in begun().text


@pytest.mark.parametrize("age", [None, Age.ADULT])
def test_for_an_adult_the_set_stays(age: Age | None) -> None:
    assert for_age(instrument(LABOUR), age).id == LABOUR


@pytest.mark.parametrize("instrument_id", USABLE)
def test_no_age_leads_to_a_set_that_cannot_be_used(instrument_id: str) -> None:
    for age in Age:
        assert for_age(instrument(instrument_id), age).id in USABLE


def test_a_doubt_that_comes_late_leads_to_the_childrens_set_and_loses_nothing_unsaid() -> None:
    talk = Talk.begun(LABOUR)
    talk.answer("present")
    talk.press("stop")
    sent = talk.page.form().fields | {
        "t-age": "unsure", "a-ILO.D3.09": "present", "go": "check",
    }  # fmt: skip
    page = Page.of(talk.client.post(f"/screen/{LABOUR}/interview/", sent))
    assert "Its strengths do not hold for a child." in page.text
    page = Page.of(talk.client.post(f"/screen/{LABOUR}/interview/", sent | {"go": "children"}))
    form = page.form()
    assert form.action == "/screen/ilo-delphi-children-labour/interview/"
    assert form.fields["a-ILO.D1.01"] == "present"
    assert "a-ILO.D3.09" not in form.fields
    (dropped,) = [item for item in instrument(LABOUR).indicators if item.id == "ILO.D3.09"]
    assert dropped.label in page.text


@pytest.mark.parametrize("at", ["UNODC.G.01", "check"])
@pytest.mark.parametrize("go", ["next", "outcome", "check"])
def test_danger_now_stands_on_every_page(client: Client, at: str, go: str) -> None:
    page = Page.of(client.post(PATH, GOOD | {"at": at, "go": go, "a-UNODC.G.02": "absent"}))
    assert "Danger now" in page.text
    for sent in ({"talk": "no"}, {"talk": "yes", "safe": "no"}, {}):
        assert "Danger now" in Page.of(client.post(f"/screen/{GENERAL}/", sent)).text


def test_answers_that_sit_badly_together_are_shown_and_both_stand(client: Client) -> None:
    sent = {"a-UNODC.G.10": "present", "a-UNODC.G.06": "absent", "at": "check"}
    for go in ("check", "outcome"):
        page = Page.of(client.post(PATH, sent | {"go": go}))
        assert "These answers sit badly together" in page.text
        assert "The publishers of the list do not say it." in page.text
        fields = page.form().fields
        assert (fields["a-UNODC.G.10"], fields["a-UNODC.G.06"]) == ("present", "absent")
    page = Page.of(client.post(PATH, sent | {"go": "outcome", "a-UNODC.G.06": "not_sure"}))
    assert "sit badly together" not in page.text
