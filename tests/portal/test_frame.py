"""The frame: a title that says nothing, the way out first, either direction, light words."""

import pytest
from django.test import Client

from clew.portal.words import languages, text
from clew.portal.words.reading import ari, words
from tests.cast import signed_in
from tests.ground.reading import Page
from tests.portal.world import World, agree, lines, send

pytestmark = pytest.mark.django_db

OPEN = ("/my/rights/", "/my/rights/rest/")
OWN = ("/my/", "/my/choices/", "/my/choices/talk/", "/my/shared/", "/my/looked/", *OPEN)
HEAVIEST = 4.0


@pytest.fixture
def full(mine: Client, world: World) -> Client:
    """Sign in the survivor with something on every page."""
    advocate = world.cast.advocate_a
    agree(advocate, world.person, world.cast.law_firm)
    agree(advocate, world.person, world.cast.police)
    send(advocate, world.person, world.cast.police)
    mine.post("/my/choices/talk/", {"answer": "another_day"})
    return mine


@pytest.mark.parametrize("path", OWN)
@pytest.mark.parametrize("language", languages())
def test_a_page_is_neutral_in_either_language(full: Client, language: str, path: str) -> None:
    full.post("/my/language/", {"language": language})
    page, said = Page.of(full.get(path)), text(language)
    assert page.root.findtext(".//title") == said.pages["page_title"]
    assert page.root.get("lang") == language
    assert page.root.get("dir") == said.direction.value
    assert "Clew" not in page.text
    assert page.root.xpath("//link[@rel='icon']/@href") == ["/static/portal/page.svg"]
    assert ("lang" in page.root.attrib, said.reviewed) != (True, None)
    assert (said.pages["words_not_reviewed"] in page.text) is (not said.reviewed)


@pytest.mark.parametrize("path", OWN)
def test_the_way_out_comes_first_and_is_a_plain_link(full: Client, path: str) -> None:
    page = Page.of(full.get(path))
    first = page.root.xpath("//body//*[self::a or self::button or self::input or self::summary]")[0]
    assert (first.tag, first.get("class"), first.get("href")) == ("a", "exit", "/my/leave/")
    assert "data-exit" in first.attrib


@pytest.mark.parametrize("path", OWN)
def test_a_page_says_what_leaving_does_not_do(full: Client, path: str) -> None:
    said, page = text("en").pages, Page.of(full.get(path))
    for key in ("exit_what", "exit_not_history", "exit_not_watched", "exit_not_call", "exit_back"):
        assert said[key] in page.text


@pytest.mark.parametrize("path", OWN)
def test_every_page_in_english_can_be_read_at_nine(full: Client, path: str) -> None:
    passage = "\n".join(lines(full.get(path)))
    assert len(words(passage)) >= 100
    assert ari(passage) <= HEAVIEST


def test_a_heavy_page_would_be_seen(full: Client) -> None:
    # Red control.
    heavy = "Notwithstanding disqualification, identified individuals receive accommodation.\n"
    assert ari("\n".join(lines(full.get("/my/"))) + "\n" + heavy * 40) > HEAVIEST


@pytest.mark.parametrize("path", OWN)
def test_a_page_leads_nowhere_that_names_the_house(full: Client, path: str) -> None:
    links = [link.partition("#")[0] for link in Page.of(full.get(path)).links]
    assert [link for link in links if link and not link.startswith("/my/")] == []


@pytest.mark.parametrize("path", OWN)
def test_every_place_of_a_page_is_named_once(full: Client, path: str) -> None:
    page = Page.of(full.get(path))
    assert len(page.ids) == len(set(page.ids))
    assert len(page.root.xpath("//h1")) == 1


@pytest.mark.parametrize("path", ["/my/shared/", "/my/looked/", "/my/"])
def test_every_name_stands_apart_from_the_line(full: Client, path: str) -> None:
    full.post("/my/language/", {"language": "ar"})
    page = Page.of(full.get(path))
    for name in ("Northmoor Police", "Ada Advocate"):
        holding = page.root.xpath(f"//main//*[text()[contains(., '{name}')]]")
        # An option holds no other element; it says itself which way it runs.
        apart = [one for one in holding if one.tag == "bdi" or one.get("dir") == "auto"]
        assert holding == apart
    assert page.root.xpath("//bdi[contains(., 'Ada Advocate') or contains(., 'Northmoor')]")


def test_dates_are_written_as_the_language_writes_them(full: Client) -> None:
    assert "16 March 2026" in Page.of(full.get("/my/shared/")).text
    full.post("/my/language/", {"language": "ar"})
    assert "16 مارس 2026" in Page.of(full.get("/my/shared/")).text


def test_a_language_is_kept_with_the_member_and_not_on_the_phone(
    full: Client, world: World
) -> None:
    cookies = set(full.cookies)
    full.post("/my/language/", {"language": "ar"})
    assert set(full.cookies) == cookies
    world.cast.survivor.refresh_from_db()
    assert world.cast.survivor.language == "ar"
    again = signed_in(world.cast.survivor)
    assert Page.of(again.get("/my/")).root.get("dir") == "rtl"


@pytest.mark.parametrize("wished", ["xx", "", "../en"])
def test_a_language_without_words_changes_nothing(full: Client, wished: str) -> None:
    assert full.post("/my/language/", {"language": wished}).status_code == 302
    assert Page.of(full.get("/my/")).root.get("lang") == "en"


def test_the_only_cookies_are_of_the_session_and_its_forms(full: Client) -> None:
    for path in OWN:
        full.get(path)
    assert set(full.cookies) <= {"sessionid", "csrftoken"}


def test_rights_leave_no_cookie_with_whoever_reads_them(client: Client) -> None:
    for path in (*OPEN, "/my/ar/rights/", "/my/ar/rights/rest/"):
        client.get(path)
    assert set(client.cookies) == set()


@pytest.mark.parametrize(
    ("path", "wished", "shown"),
    [
        ("/my/rights/", "ar-SY,en;q=0.5", "ar"),
        ("/my/rights/", "vi,ar;q=0.5", "ar"),
        ("/my/rights/", "vi", "en"),
        ("/my/ar/rights/", "en", "ar"),
        ("/my/en/rights/", "ar", "en"),
        ("/my/leave/", "ar", "ar"),
    ],
)
def test_whoever_is_not_signed_in_reads_what_the_address_or_the_phone_says(
    client: Client, path: str, wished: str, shown: str
) -> None:
    page = Page.of(client.get(path, headers={"Accept-Language": wished}))
    assert page.root.get("lang") == shown


def test_a_language_of_the_address_stays_from_page_to_page(client: Client) -> None:
    page = Page.of(client.get("/my/ar/rights/", headers={"Accept-Language": "en"}))
    assert "/my/ar/rights/rest/" in page.links
    assert "/my/rights/rest/" not in page.links


def test_where_a_right_comes_from_is_folded_below(client: Client) -> None:
    page = Page.of(client.get("/my/rights/rest/"))
    (folded,) = page.root.xpath("//main//details")
    assert "open" not in folded.attrib
    cited = [citation.text for citation in text("en").right("rest").citations]
    assert [line for line in cited if line not in folded.text_content()] == []
