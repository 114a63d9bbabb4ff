"""The header shows the few doors that somebody goes to most, and the others behind one."""

import re

import pytest
from django.test import Client

from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
_DOOR = re.compile(r'<li><a href="([^"]+)"( aria-current="page")?>')


def header(client: Client, path: str) -> tuple[list[tuple[str, bool]], list[str]]:
    """Return the doors in sight, each with whether somebody is there, and those behind More."""
    page = client.get(path).content.decode()
    nav = page.partition('<nav class="nav"')[2].partition("</nav>")[0]
    sight, _, behind = nav.partition('<details class="more">')
    here = [(place, bool(mark)) for place, mark in _DOOR.findall(sight)]
    return here, [place for place, _ in _DOOR.findall(behind)]


def test_few_doors_are_in_sight_and_no_door_is_lost(cast: Cast) -> None:
    sight, behind = header(signed_in(cast.advocate_a), "/cases/")
    assert len(sight) == 7
    assert ("/cases/", True) in sight
    assert {"/screen/kept/", "/trafficking-or-smuggling/"} <= set(behind)
    assert not {place for place, _ in sight} & set(behind)


def test_where_somebody_is_stands_in_sight_though_it_is_seldom_gone_to(cast: Cast) -> None:
    sight, behind = header(signed_in(cast.advocate_a), "/trafficking-or-smuggling/")
    assert [place for place, here in sight if here] == ["/trafficking-or-smuggling/"]
    assert len(sight) == 7
    assert "/trafficking-or-smuggling/" not in behind


def test_where_there_are_few_doors_nothing_stands_behind_another(client: Client) -> None:
    sight, behind = header(client, "/screen/")
    assert "/time-to-recover/" in {place for place, _ in sight}
    assert behind == []
