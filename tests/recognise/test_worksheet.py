"""The worksheet sent whole: every fact counts, every law asks its own, hostile text is text."""

import pytest
from django.test import Client
from pytest_django import Settings

from clew.rules.law.facts import GROUPS, names_of
from clew.rules.law.known import Known
from clew.rules.sources.states import State
from tests.ground.reading import Page, plain
from tests.ground.replaced import templates_with
from tests.recognise.sheets import LAWS, SHEET, SOLD_WORK, chosen, conclusion, lamps, whole

FACTS = [f"{group}.{part}" for group, kind in GROUPS.items() for part in names_of(kind)]
ASKED = [fact for fact in FACTS if fact != "charged.offence"]
EVIL = '"><script>alert(1)</script>'
EVIL_WORD = "<img/src=x/onerror=1>"  # short and without a space, so that messages quote it


def test_an_empty_worksheet_knows_nothing_and_asks(client: Client) -> None:
    page = Page.of(client.get(SHEET))
    assert set(lamps(page).values()) == {"unk"}
    assert "no answer yet" in conclusion(page)
    assert page.words("//section[@id='a-ask']//li/strong")


def test_every_fact_that_some_law_reads_can_be_answered(client: Client) -> None:
    found = {
        name
        for law in LAWS
        for name in whole(client, jurisdiction=law).root.xpath("//input[@type='radio']/@name")
    }
    assert found == {*ASKED, "child"}


@pytest.mark.parametrize("value", list(Known))
def test_every_fact_comes_back_as_it_was_answered(client: Client, value: str) -> None:
    for law in LAWS:
        page = whole(client, jurisdiction=law, **dict.fromkeys(ASKED, value))
        shown = set(page.root.xpath("//input[@type='radio'][@checked]/@name")) - {"child"}
        assert all(chosen(page, fact) == [value] for fact in shown)


def test_three_elements_are_lit_and_the_sum_is_in_words(client: Client) -> None:
    page = whole(client, **SOLD_WORK)
    assert {name for name, look in lamps(page).items() if look == "met"} == {
        "act",
        "means",
        "purpose",
    }
    assert conclusion(page) == "trafficking"
    assert "Met" in page.words("//*[@id='a-tip']")[0]
    assert "open" in page.words("//*[@id='a-som']")[0]
    assert page.words("//*[@id='a-follows']//tbody/tr")


@pytest.mark.parametrize("law", LAWS)
def test_a_law_shows_the_elements_it_asks_for_and_no_others(client: Client, law: str) -> None:
    answer = client.post(SHEET, {"jurisdiction": law})
    found = {item.element for item in answer.context["result"].elements}
    assert set(lamps(Page.of(answer))) == found - {"child"}


def test_travel_is_asked_for_where_the_law_does(client: Client) -> None:
    assert "travel" not in lamps(whole(client, jurisdiction="INT"))
    assert "travel" in lamps(whole(client, jurisdiction="GB"))


@pytest.mark.parametrize("law", LAWS)
def test_every_citation_that_nobody_checked_is_marked_and_no_other(
    client: Client, law: str
) -> None:
    answer = client.post(SHEET, {"jurisdiction": law, "child": "yes", **SOLD_WORK})
    result = answer.context["result"]
    page = Page.of(answer)
    cited = page.root.xpath("//span[contains(@class, 'cite-1')]")
    shown = {(" ".join(span.text.split()), bool(span.xpath(".//a"))) for span in cited}
    for item in (*result.elements, *result.consequences):
        for citation in item.citations:
            marked = citation.state is not State.VERIFIED
            assert (plain(citation.text), marked) in shown
    for span in cited:
        assert span.xpath("boolean(.//a)") == span.xpath("boolean(.//a[contains(@class,'unv')])")


def test_without_the_mark_an_unchecked_citation_looks_checked(
    client: Client, settings: Settings
) -> None:
    marks = "//span[contains(@class, 'cite-1')]//a[contains(@class, 'unv')]"
    assert whole(client, jurisdiction="NL").root.xpath(marks)
    settings.TEMPLATES = templates_with({"ui/_state.html": ""})
    assert not whole(client, jurisdiction="NL").root.xpath(marks)


def test_dates_are_in_words(client: Client) -> None:
    page = whole(client, jurisdiction="GB", on="2023-02-01")
    assert "1 February 2023" in page.words("//*[@id='a-points']")[0]


def hostile(client: Client, text: str) -> list[Page]:
    """Return every page that shows a text typed where anything may be typed."""
    talk = "/screen/unodc-general/interview/"
    told = {"at": "UNODC.G.01", "choice": "present", "words": text}
    sent = [
        *((SHEET, {name: text}) for name in ("on", "born", "jurisdiction", "child", *FACTS)),
        (talk, told | {"go": "stop"}),
        (talk, {"at": "UNODC.G.01", "words": text, "go": "next"}),
        (talk, {"at": "check", "go": "outcome", "a-UNODC.G.01": "present", "w-UNODC.G.01": text}),
    ]
    pages = [Page.of(client.post(path, fields)) for path, fields in sent]
    asked = [{"jurisdiction": text}, {"from": text}, {"jurisdiction": "GB", "from": text}]
    return [*pages, *(Page.of(client.get("/time-to-recover/", fields)) for fields in asked)]


def is_hurt(page: Page) -> bool:
    """Say whether a typed text became part of the page."""
    scripts = page.root.xpath("//script[not(@src)] | //img | //@onerror")
    return bool(scripts) or EVIL in page.source or EVIL_WORD in page.source


@pytest.mark.parametrize("text", [EVIL, EVIL_WORD, "\u202e<b>", "{{ settings }}", "&quot;><i>"])
def test_hostile_text_stays_text(client: Client, text: str) -> None:
    pages = hostile(client, text)
    assert len(pages) > len(FACTS)
    assert not any(map(is_hurt, pages))


def test_without_escaping_hostile_text_would_be_part_of_the_page(
    client: Client, settings: Settings
) -> None:
    settings.TEMPLATES = templates_with(autoescape=False)
    assert any(map(is_hurt, hostile(client, EVIL_WORD)))
