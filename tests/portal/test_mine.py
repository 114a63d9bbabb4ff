"""A person asks for a copy, or to be forgotten, on their own page; who looks on learns nothing."""

from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from clew.ground.notices.models import Notice
from clew.ground.vault import permits
from clew.portal.words import text
from clew.survivor.contact import actions as contact
from clew.survivor.rights import asking, copying
from clew.survivor.rights.models import Copy, Erasure
from clew.survivor.rights.states import Copying, Erasing
from tests.cast import TODAY, signed_in
from tests.portal.world import World, lines

pytestmark = [pytest.mark.django_db, pytest.mark.both]

PATH = "/my/mine/"


def press(client: Client, what: str, once: str = "") -> HttpResponse:
    """Press one of the buttons of the page."""
    return client.post(PATH, {"do": what, "once": once or str(uuid4())})


def test_a_copy_is_asked_for_and_the_steward_is_told(mine: Client, world: World) -> None:
    assert press(mine, "ask_copy").status_code == 302
    copy = copying.open_copy(world.person)
    assert copy is not None
    assert (copy.asked_by, copy.asked_on) == (world.cast.survivor, TODAY)
    assert Notice.objects.filter(code="rights.asked").exists()
    assert "You asked for a copy on 16 March 2026." in lines(mine.get(PATH))


def test_the_wish_for_a_copy_is_taken_back(mine: Client, world: World) -> None:
    press(mine, "ask_copy")
    press(mine, "stop_copy")
    assert copying.open_copy(world.person) is None
    assert Copy.rows.get(person=world.person).state == Copying.TAKEN_BACK.value


def test_to_be_forgotten_is_asked_and_nothing_is_done_yet(mine: Client, world: World) -> None:
    press(mine, "ask_erasure")
    erasure = asking.open_erasure(world.person)
    assert erasure is not None
    assert (erasure.state, erasure.checked_on) == (Erasing.ASKED.value, None)
    said = lines(mine.get(PATH))
    assert any("14 days" in line for line in said)
    assert any(line.startswith("You asked for this on 16 March 2026.") for line in said)


def test_what_they_said_alone_does_not_show_on_the_page(mine: Client, world: World) -> None:
    press(mine, "ask_erasure")
    before = lines(mine.get(PATH))
    erasure = asking.open_erasure(world.person)
    assert erasure is not None
    asking.take_back(actor=world.cast.advocate_a, erasure=erasure, at=timezone.now())
    assert Erasure.rows.get(id=erasure.id).state == Erasing.TAKEN_BACK.value  # control
    assert lines(mine.get(PATH)) == before


def test_that_somebody_spoke_with_them_alone_does_not_show_either(
    mine: Client, world: World
) -> None:
    press(mine, "ask_erasure")
    before = lines(mine.get(PATH))
    contact.agree_on(
        actor=world.cast.advocate_a,
        person=world.person,
        how="in person",
        when="",
        never="",
        checked_with="Marek",
        checked_on=TODAY,
    )
    erasure = asking.open_erasure(world.person)
    assert erasure is not None
    asking.check_alone(actor=world.cast.advocate_a, erasure=erasure, on=TODAY)
    permits.clear()
    assert lines(mine.get(PATH)) == before


@pytest.mark.parametrize("what", ["ask_copy", "ask_erasure"])
def test_pressed_twice_it_is_asked_once(mine: Client, world: World, what: str) -> None:
    once = str(uuid4())
    for token in (once, once, ""):
        assert press(mine, what, token).status_code == 302
    rows = Copy.rows if what == "ask_copy" else Erasure.rows
    assert rows.filter(person=world.person).count() == 1


@pytest.mark.parametrize("what", ["stop_copy", "stop_erasure", "", "erase everything"])
def test_what_was_not_asked_for_or_no_button_has_changes_nothing(
    mine: Client, world: World, what: str
) -> None:
    assert press(mine, what).status_code == 302
    assert not Copy.rows.filter(person=world.person).exists()
    assert not Erasure.rows.filter(person=world.person).exists()


def test_it_is_asked_for_nobody_else(mine: Client, world: World) -> None:
    press(mine, "ask_erasure")
    assert Erasure.rows.get().person_id == world.person.id
    theirs = signed_in(world.other_account)
    said = lines(theirs.get(PATH))
    assert text("en").pages["mine_forget"] in said
    assert not any(line.startswith("You asked") for line in said)


def test_the_page_reads_in_arabic_too(mine: Client) -> None:
    mine.post("/my/language/", {"language": "ar"})
    assert text("ar").pages["mine_forget_ask"] in mine.get(PATH).content.decode()
