"""The person opens their page; nobody else does, and another survivor sees another page."""

import pytest
from django.test import Client
from django.urls import reverse

from clew.ground.accounts.roles import STAFF, Role
from clew.portal.policy import RULES
from clew.survivor.people.models import Person
from tests.cast import member, signed_in
from tests.portal.world import World, lines

pytestmark = pytest.mark.django_db

OWN = ("home", "choices", "shared", "looked")
OPEN = ("rights", "leave")


@pytest.mark.parametrize("page", OWN)
def test_the_person_opens_their_own_pages(mine: Client, page: str) -> None:
    assert mine.get(reverse(f"portal:{page}")).status_code == 200


@pytest.mark.parametrize("role", sorted(STAFF))
def test_staff_open_no_page_of_a_survivor(world: World, role: Role) -> None:
    staff = signed_in(member(world.cast.house, "Nina Nobody", role))
    answers = {page: staff.get(reverse(f"portal:{page}")).status_code for page in OWN}
    assert answers == dict.fromkeys(OWN, 403)
    assert staff.get("/my/choices/talk/").status_code == 403
    assert staff.post("/my/language/", {"language": "ar"}).status_code == 403


@pytest.mark.parametrize("page", OWN)
def test_nobody_signed_in_is_sent_to_sign_in(client: Client, world: World, page: str) -> None:  # noqa: ARG001 -- somebody is there to be shown
    answer = client.get(reverse(f"portal:{page}"))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/my/in/")


def test_only_the_rights_the_door_and_the_way_out_are_open_to_all() -> None:
    open_to_all = {name for name, rule in RULES.items() if rule.roles is None}
    assert open_to_all == {
        "portal:rights",
        "portal:right",
        "portal:rights_in",
        "portal:right_in",
        "portal:leave",
        "portal:sign_in",
        "portal:sign_in_in",
        "portal:sign_out",
        "portal:nothing",
    }
    others = {rule.roles for name, rule in RULES.items() if name.startswith("portal:")} - {None}
    assert others == {frozenset({Role.SURVIVOR})}


@pytest.mark.parametrize("path", ["/my/rights/", "/my/rights/rest/", "/my/ar/rights/money/"])
def test_rights_are_read_by_anybody_and_name_nobody(
    client: Client, world: World, path: str
) -> None:
    said = client.get(path)
    assert said.status_code == 200
    names = (world.cast.advocate_a.shown_name, world.cast.survivor.shown_name, world.person.code)
    for name in names:
        assert name not in said.content.decode()


def test_a_survivor_without_a_record_is_told_so_in_the_same_frame(world: World) -> None:
    new = signed_in(member(world.cast.house, "R-9", Role.SURVIVOR))
    answer = new.get("/my/")
    assert answer.status_code == 404
    assert "Clew" not in "".join(lines(answer))
    assert lines(answer)[2] == "This page is not here. It is not your fault. Go back and try again."


@pytest.mark.parametrize(
    "path", ["/my/rights/visa/", "/my/xx/rights/", "/my/ar/rights/visa/", "/my/choices/fly/"]
)
def test_what_nobody_wrote_is_not_here(mine: Client, path: str) -> None:
    assert mine.get(path).status_code == 404


def test_two_survivors_are_in_the_world(world: World) -> None:
    assert {row.id for row in Person.rows.all()} == {world.person.id, world.other.id}
