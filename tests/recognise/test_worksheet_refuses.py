"""A mistake on the worksheet: its sentence beside the field, all typed kept, no half answer."""

import pytest
from django.test import Client

from tests.ground.reading import Page
from tests.recognise.sheets import SHEET, SOLD_WORK, chosen, conclusion, lamps, live, named

# What is typed, and the fields whose sentences must stand beside them.
MISTAKES: dict[str, tuple[dict[str, str], set[str]]] = {
    "a day that is none": ({"on": "2023-02-30"}, {"on"}),
    "a day in words": ({"on": "1 February 2023"}, {"on"}),
    "a day long past": ({"on": "1850-01-01"}, {"on"}),
    "a day before the first law": ({"jurisdiction": "GB", "on": "2001-01-01"}, {"on"}),
    "a birth that is none": ({"born": "soon"}, {"born"}),
    "a birth after the facts": ({"on": "2023-02-01", "born": "2024-01-01"}, {"born"}),
    "an adult born ten years ago": (
        {"on": "2023-02-01", "born": "2013-01-01", "child": "no"},
        {"child"},
    ),
    "a child born forty years ago": (
        {"on": "2023-02-01", "born": "1983-01-01", "child": "yes"},
        {"child"},
    ),
    "a value that is none": ({"act.recruitment": "maybe"}, {"act.recruitment"}),
    "an age that is none": ({"child": "perhaps"}, {"child"}),
    "two at once": ({"on": "soon", "means.fraud": "a bit"}, {"on", "means.fraud"}),
    "a law without data": ({"jurisdiction": "XX"}, {"jurisdiction"}),
}
BY_HAND = {"a law without data"}


def sent(client: Client, how: str) -> Page:
    return Page.of(client.post(SHEET, SOLD_WORK | MISTAKES[how][0]))


def place_of(field: str) -> str:
    return f"f-{field.replace('.', '-')}"


@pytest.mark.parametrize("how", MISTAKES)
def test_a_mistake_is_listed_and_leads_to_its_field(client: Client, how: str) -> None:
    page = sent(client, how)
    assert page.status == 422
    assert {place for place, _ in page.faults} == {place_of(f) for f in MISTAKES[how][1]}
    for place, _ in page.faults:
        assert place in page.ids


@pytest.mark.parametrize("how", MISTAKES)
def test_the_sentence_stands_beside_the_field(client: Client, how: str) -> None:
    page = sent(client, how)
    for place, sentence in page.faults:
        field = f"//*[@id='{place}']/ancestor-or-self::*[contains(@class, 'wrong')]"
        beside = page.words(f"{field}//*[contains(@class, 'msg')]")
        assert beside == [sentence]


@pytest.mark.parametrize("how", [how for how in MISTAKES if "day" in how or "birth" in how])
def test_a_faulty_date_says_so_to_those_who_do_not_see(client: Client, how: str) -> None:
    page = sent(client, how)
    for place, sentence in page.faults:
        field = page.by_id(place)
        assert field.get("aria-invalid") == "true"
        assert sentence in page.words(f"//*[@id='{field.get('aria-describedby')}']")


@pytest.mark.parametrize("how", MISTAKES)
def test_what_was_typed_is_kept(client: Client, how: str) -> None:
    page = sent(client, how)
    typed = SOLD_WORK | MISTAKES[how][0]
    for field, value in typed.items():
        if field in {"on", "born"}:
            assert page.by_id(place_of(field)).get("value") == value
        elif field != "jurisdiction" and value in {"yes", "no", "unknown"}:
            assert chosen(page, field) == [value]


BESIDE_THE_PROTOCOLS = {
    "movement.travel_arranged": "yes",
    "hold.slavery_servitude_or_forced_labour": "no",
}


def test_what_only_this_law_asks_for_is_kept_through_a_mistake(client: Client) -> None:
    page = Page.of(client.post(SHEET, {"jurisdiction": "GB", "on": "soon"} | BESIDE_THE_PROTOCOLS))
    assert page.status == 422
    for fact, value in BESIDE_THE_PROTOCOLS.items():
        assert page.form().fields.get(fact) == value


def test_what_only_one_law_asks_for_is_kept_through_a_look_at_another(client: Client) -> None:
    page = Page.of(client.post(SHEET, {"jurisdiction": "GB"} | BESIDE_THE_PROTOCOLS))
    for law in ("INT", "GB"):
        page = Page.of(client.post(SHEET, page.form().fields | {"jurisdiction": law}))
    for fact, value in BESIDE_THE_PROTOCOLS.items():
        assert page.form().fields.get(fact) == value


@pytest.mark.parametrize("how", MISTAKES)
def test_half_an_answer_is_none(client: Client, how: str) -> None:
    page = sent(client, how)
    assert set(lamps(page).values()) == {"unk"}
    assert page.words("//*[@id='a-points']//strong") == []
    assert page.words("//*[@id='a-follows']//tbody/tr") == []


@pytest.mark.parametrize("how", [how for how in MISTAKES if how not in BY_HAND])
def test_a_live_mistake_answers_in_the_same_words_and_with_no_half_answer(
    client: Client, how: str
) -> None:
    typed = SOLD_WORK | MISTAKES[how][0]
    answer = live(client, named(typed, typed.get("jurisdiction", "INT")))
    page = Page.of(answer)
    assert answer.status_code == 200  # htmx puts nothing else into the page
    assert page.faults == sent(client, how).faults
    assert set(lamps(page).values()) == {"unk"}
    assert page.words("//*[@id='a-points']//strong") == []


GOOD = {"on": "2023-02-01", "born": "", "child": "unknown", "jurisdiction": "INT"}


@pytest.mark.parametrize("how", MISTAKES)
def test_mended_it_answers(client: Client, how: str) -> None:
    typed, wrong = MISTAKES[how]
    mended = {field: GOOD.get(field, "yes") for field in wrong}
    page = Page.of(client.post(SHEET, SOLD_WORK | typed | mended))
    assert page.status == 200
    assert page.faults == []
    law = typed.get("jurisdiction", "INT")
    assert conclusion(page) == "trafficking" or law == "GB"  # which asks for travel too


def test_facts_that_no_form_offers_are_not_answered_silently(client: Client) -> None:
    page = Page.of(client.post(SHEET, SOLD_WORK | {"charged.offence": "x" * 1_000}))
    assert page.status == 422
    assert len(page.faults) == 1
