"""Choosing an instrument, preparing the place, and asking whether the person wants to talk."""

import pytest
from django.test import Client
from django.urls import reverse

from clew.rules.indicators.instruments import instrument, instrument_ids
from tests.ground.reading import Page, plain
from tests.recognise.interviews import USABLE, WAITING, Talk, order_of


def opened(client: Client, instrument_id: str) -> Page:
    return Page.of(client.get(reverse("screening:prepare", args=[instrument_id])))


def test_some_instruments_are_usable_and_some_wait() -> None:
    assert USABLE
    assert WAITING
    assert {*USABLE, *WAITING} == set(instrument_ids())


@pytest.mark.parametrize("instrument_id", USABLE)
def test_a_usable_instrument_is_offered_with_its_version_and_its_source(
    client: Client, instrument_id: str
) -> None:
    page = Page.of(client.get("/screen/"))
    chosen = instrument(instrument_id)
    (item,) = page.words(f"//li[.//a[@href='/screen/{instrument_id}/']]")
    assert chosen.title in item
    assert chosen.version in item
    assert chosen.citation.text in item
    assert str(len(chosen.indicators)) in item


@pytest.mark.parametrize("instrument_id", WAITING)
def test_an_instrument_that_is_not_scored_is_shown_with_its_reason_and_cannot_be_opened(
    client: Client, instrument_id: str
) -> None:
    page = Page.of(client.get("/screen/"))
    chosen = instrument(instrument_id)
    (item,) = page.words(f"//aside//li[strong[text()='{chosen.title}']]")
    assert plain(chosen.not_scored_because or "") in item
    assert f"/screen/{instrument_id}/" not in page.links
    for path in (f"/screen/{instrument_id}/", f"/screen/{instrument_id}/interview/"):
        assert client.get(path).status_code == 404
        assert client.post(path, {"talk": "yes"}).status_code == 404


@pytest.mark.parametrize("path", ["/screen/of-mine/", "/screen/of-mine/interview/"])
def test_an_unknown_instrument_is_no_page(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.post(path, {"talk": "yes"}).status_code == 404


@pytest.mark.parametrize("instrument_id", USABLE)
def test_before_the_first_question_the_caution_of_the_publishers_is_read(
    client: Client, instrument_id: str
) -> None:
    page = opened(client, instrument_id)
    caution = instrument(instrument_id).caution
    assert plain(caution.text) in page.text
    assert caution.citation.text in page.text


@pytest.mark.parametrize("instrument_id", USABLE)
def test_nothing_is_chosen_for_the_person_beforehand(client: Client, instrument_id: str) -> None:
    page = opened(client, instrument_id)
    assert page.root.xpath("//input[@type='radio'][@checked]") == []
    assert set(page.root.xpath("//input[@name='talk']/@value")) == {"yes", "no"}


@pytest.mark.parametrize("sent", [{"other": "x"}, {"talk": ""}, {"talk": "maybe"}])
def test_without_a_choice_the_sentence_stands_beside_the_field_and_nothing_begins(
    client: Client, sent: dict[str, str]
) -> None:
    answer = client.post("/screen/unodc-general/", sent)
    page = Page.of(answer)
    assert answer.status_code == 422
    ((place, sentence),) = page.faults
    assert page.by_id(place).get("name") == "talk"
    assert page.beside_fields == [sentence]
    assert page.by_id(place).get("aria-describedby") in page.ids
    assert "at" not in page.form().fields


def test_not_now_is_an_answer_and_offers_the_way_back(client: Client) -> None:
    answer = client.post("/screen/unodc-general/", {"talk": "no"})
    page = Page.of(answer)
    assert answer.status_code == 200
    assert "Not now" in page.title
    assert "/screen/unodc-general/" in page.links
    assert not page.root.xpath("//input[@name='at']")


@pytest.mark.parametrize("instrument_id", USABLE)
def test_whoever_wants_to_talk_is_asked_the_first_question_and_nothing_is_answered_yet(
    instrument_id: str,
) -> None:
    talk = Talk.begun(instrument_id)
    assert talk.at == order_of(talk.instrument)[0]
    assert talk.carried == {}
    assert talk.page.root.xpath("//input[@type='radio'][@checked]") == []


def test_an_interview_opened_by_its_address_leads_to_its_beginning(client: Client) -> None:
    answer = client.get("/screen/unodc-general/interview/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/screen/unodc-general/"
