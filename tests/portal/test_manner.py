"""Whatever goes wrong on a survivor's page is said in its frame: the house is not named there."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from clew.ground.accounts import manner
from clew.ground.accounts.sessions import SEEN
from clew.portal import policy
from tests.cast import signed_in
from tests.portal.world import World

pytestmark = pytest.mark.django_db
Asks = Callable[[World, pytest.MonkeyPatch], HttpResponse]


def _unknown(world: World, _patch: pytest.MonkeyPatch) -> HttpResponse:
    return signed_in(world.cast.survivor).get("/my/no/such/page/")


def _not_theirs(world: World, _patch: pytest.MonkeyPatch) -> HttpResponse:
    return signed_in(world.cast.advocate_a).get("/my/shared/")


def _away(world: World, _patch: pytest.MonkeyPatch) -> HttpResponse:
    client = signed_in(world.cast.survivor)
    client.get("/my/")
    session = client.session
    session[SEEN] = 1
    session.save()
    return client.post("/my/choices/talk/", {"answer": "yes", "words": "the blue door"})


def _form_too_old(world: World, _patch: pytest.MonkeyPatch) -> HttpResponse:
    client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    client.force_login(world.cast.survivor)
    return client.post("/my/language/", {"language": "ar"})


ASKED: dict[str, tuple[Asks, int]] = {
    "an address that is not there": (_unknown, 404),
    "somebody else's page": (_not_theirs, 403),
    "a session that went quiet": (_away, 401),
    "a form from an old page": (_form_too_old, 403),
}


@pytest.mark.parametrize("what", ASKED)
def test_the_house_is_not_named(world: World, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ask, status = ASKED[what]
    answer = ask(world, monkeypatch)
    said = answer.content.decode()
    assert answer.status_code == status
    assert "Clew" not in said.replace("clew/", "").replace("Clew-", "")
    assert "<title>Questions and answers</title>" in said
    assert "data-exit" in said, "there is no way out on this page"


@pytest.mark.parametrize("what", ASKED)
def test_without_its_manner_the_house_would_be_named(
    world: World, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        manner,
        "import_string",
        lambda _name: (
            lambda request, page, status, context: manner.render(
                request, page, context, status=status
            )
        ),
    )
    if what == "an address that is not there":
        monkeypatch.setattr("clew.portal.open_pages.not_here", _of_the_house)
    answer = ASKED[what][0](world, monkeypatch)
    assert "Questions and answers" not in answer.content.decode()


def _of_the_house(request: object) -> HttpResponse:
    return manner.render(request, "404.html", status=404)  # type: ignore[arg-type]


def test_the_words_of_a_form_that_was_sent_too_late_are_kept(world: World) -> None:
    client = signed_in(world.cast.survivor)
    client.get("/my/")
    session = client.session
    session[SEEN] = 1
    session.save()
    client.post("/my/choices/talk/", {"answer": "yes", "words": "the blue door"})
    client.force_login(world.cast.survivor)
    assert "the blue door" in client.get("/my/kept/").content.decode()


def test_every_address_of_the_person_speaks_in_their_manner() -> None:
    theirs = {name for name in policy.RULES if name.startswith("portal:")}
    assert theirs
    assert {name for name in theirs if not policy.RULES[name].manner.words} == set()
