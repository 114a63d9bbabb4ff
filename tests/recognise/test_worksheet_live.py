"""The live worksheet: only what the answers say is exchanged, and every piece finds its place."""

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.recognise.classification import views
from clew.rules.law.known import Known
from tests.ground.reading import Page
from tests.recognise.sheets import LAWS, SHEET, SOLD_WORK, Fragments, lamps, live, named, whole
from tests.recognise.test_worksheet import ASKED

FACTS = st.dictionaries(st.sampled_from([*ASKED, "child"]), st.sampled_from(list(Known)))


@pytest.mark.parametrize("law", LAWS)
def test_every_piece_finds_its_place_on_the_page(client: Client, law: str) -> None:
    page = whole(client, jurisdiction=law)
    answer = Fragments(live(client, named(SOLD_WORK, law)))
    assert answer.headers["HX-Reswap"] == "none"
    assert answer.all_swap
    assert len(answer.ids) == len(set(answer.ids))
    assert set(answer.ids) <= set(page.ids)


@pytest.mark.parametrize("law", LAWS)
def test_every_lamp_of_the_page_is_told_its_new_state(client: Client, law: str) -> None:
    page = whole(client, jurisdiction=law)
    answer = Page.of(live(client, named(SOLD_WORK, law)))
    assert lamps(answer).keys() == lamps(page).keys()


@settings(derandomize=True, deadline=None, max_examples=40)
@given(st.sampled_from(LAWS), FACTS)
def test_the_pieces_say_what_the_whole_page_says(law: str, facts: dict[str, str]) -> None:
    client = Client(HTTP_HOST="localhost")
    page = whole(client, jurisdiction=law, **facts)
    answer = Fragments(live(client, named(facts, law)))
    for element_id in answer.ids:
        piece = answer.piece(element_id)
        assert piece.text == page.words(f"//*[@id='{element_id}']")[0]
    assert lamps(Page.of(live(client, named(facts, law)))) == lamps(page)


def test_a_piece_that_takes_a_place_keeps_its_kind_and_its_role(client: Client) -> None:
    page = whole(client)
    answer = Fragments(live(client, named(SOLD_WORK)))
    for element_id in answer.taking_a_place:
        old, new = page.by_id(element_id), answer.piece(element_id).by_id(element_id)
        assert old.tag == new.tag
        for attribute in ("role", "tabindex", "aria-labelledby"):
            assert old.get(attribute) == new.get(attribute)


def test_where_changes_are_announced_the_element_stays(client: Client) -> None:
    page = whole(client)
    answer = Fragments(live(client, named(SOLD_WORK)))
    announcing = set(page.root.xpath("//*[@role='status']/@id"))
    assert announcing
    assert announcing <= set(answer.ids) - set(answer.taking_a_place)


def test_the_facts_themselves_are_not_exchanged(client: Client) -> None:
    answer = Fragments(live(client, named(SOLD_WORK)))
    assert "<input" not in answer.source
    assert "<select" not in answer.source


@pytest.mark.parametrize("law", LAWS)
def test_another_law_brings_the_whole_page(client: Client, law: str) -> None:
    shown = "NL" if law != "NL" else "INT"
    answer = live(client, {"jurisdiction": law, "shown_for": shown} | SOLD_WORK)
    page = Page.of(answer)
    assert "HX-Reswap" not in answer.headers
    assert page.by_id("worksheet").get("hx-post") == SHEET
    assert page.one("//input[@name='shown_for']").get("value") == law
    assert lamps(page) == lamps(whole(client, jurisdiction=law, **SOLD_WORK))


def test_a_law_nobody_has_data_for_brings_the_whole_page_with_its_sentence(
    client: Client,
) -> None:
    page = Page.of(live(client, {"jurisdiction": "XX", "shown_for": "INT"}))
    assert [place for place, _ in page.faults] == ["f-jurisdiction"]


def test_when_pieces_come_for_another_law_a_lamp_is_missing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "_same_elements", lambda _: True)
    page = whole(client, jurisdiction="INT")
    answer = Fragments(live(client, {"jurisdiction": "GB", "shown_for": "INT"}))
    assert "disc-travel" in set(answer.ids) - set(page.ids)


WITH_MORE = ["GB", "GB-SCT", "GB-NIR", "EU", "NL", "US"]  # elements beside those of the Protocols


@pytest.mark.parametrize("law", WITH_MORE)
def test_a_live_mistake_leaves_no_lamp_as_it_was(client: Client, law: str) -> None:
    facts = SOLD_WORK | {"crossing.illegal_entry": "yes"}
    before = whole(client, jurisdiction=law, **facts)
    after = lamps(Page.of(live(client, named(facts | {"on": "soon"}, law))))
    left = {name for name in lamps(before) if name not in after}
    assert left == set(), "these still show an answer"


@pytest.mark.parametrize("law", WITH_MORE)
def test_mended_live_after_a_mistake_every_piece_finds_its_place(client: Client, law: str) -> None:
    sent_with_a_mistake = Page.of(
        client.post(SHEET, {"jurisdiction": law, "on": "soon"} | SOLD_WORK)
    )
    assert sent_with_a_mistake.faults
    shown = sent_with_a_mistake.one("//input[@name='shown_for']").get("value")
    answer = live(client, SOLD_WORK | {"jurisdiction": law, "shown_for": shown})
    if "HX-Reswap" not in answer.headers:
        return  # the whole page came, and every piece with it
    assert set(Fragments(answer).ids) <= set(sent_with_a_mistake.ids)


def test_mended_live_after_a_mistake_its_sentence_is_gone_from_beside_the_field(
    client: Client,
) -> None:
    page = Page.of(client.post(SHEET, {"on": "soon"}))
    (beside,) = page.root.xpath("//*[@id='f-on']/..//*[contains(@class, 'msg')]")
    shown = page.one("//input[@name='shown_for']").get("value")
    answer = live(client, {"jurisdiction": "INT", "shown_for": shown, "on": "2023-02-01"})
    if "HX-Reswap" not in answer.headers:
        return  # the whole page came, without it
    holders = {beside.get("id"), *(up.get("id") for up in beside.iterancestors())}
    assert holders & set(Fragments(answer).ids), "nothing takes the sentence away"
