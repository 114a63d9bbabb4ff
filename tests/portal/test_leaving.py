"""The way out without script: one plain link signs out and shows nothing of ours."""

import pytest
from django.test import Client

from clew.portal.words import languages, text
from tests.ground.reading import Page
from tests.portal.world import World

pytestmark = pytest.mark.django_db


def test_leaving_without_script_signs_out(mine: Client) -> None:
    session = mine.cookies["sessionid"].value
    assert mine.get("/my/").status_code == 200
    assert mine.get("/my/leave/").status_code == 200
    assert mine.get("/my/").status_code == 302
    mine.cookies["sessionid"] = session  # somebody kept the cookie
    assert mine.get("/my/").status_code == 302


def test_without_leaving_the_session_goes_on(mine: Client) -> None:
    # Red control.
    mine.get("/my/rights/")
    assert mine.get("/my/").status_code == 200


def test_the_answer_clears_the_cache_and_is_not_kept(mine: Client) -> None:
    answer = mine.get("/my/leave/")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("language", languages())
def test_the_plain_page_shows_nothing_of_ours(client: Client, language: str) -> None:
    answer = client.get("/my/leave/", headers={"Accept-Language": language})
    page, said = Page.of(answer), text(language).pages
    assert page.root.findtext(".//title") == said["exit_plain_title"]
    assert page.links == []
    assert page.root.xpath("//script|//form|//img") == []
    assert "clew" not in page.source.casefold()
    for key in ("page_title", "home_title", "rights_title", "exit_button"):
        assert said[key] not in page.text


def test_the_plain_page_holds_no_name_of_who_left(mine: Client, world: World) -> None:
    source = mine.get("/my/leave/").content.decode()
    assert world.cast.survivor.shown_name not in source
    assert world.person.code not in source


def test_leaving_twice_and_leaving_signed_out_are_harmless(client: Client) -> None:
    assert [client.get("/my/leave/").status_code for _ in range(2)] == [200, 200]
    assert set(client.cookies) <= {"sessionid"}


def test_no_page_of_the_person_is_kept_by_the_phone(mine: Client) -> None:
    for path in ("/my/", "/my/choices/", "/my/shared/", "/my/looked/", "/my/rights/"):
        assert mine.get(path).headers["Cache-Control"] == "no-store"
