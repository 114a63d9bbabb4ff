"""The explorer: one node and what lies around it, drawn and as a table."""

import re
import uuid

import pytest
from django.utils import timezone

from clew.connect.leads.actions import conclude
from clew.connect.matching.queries import sightings
from clew.connect.network.choices import Choice
from clew.connect.network.queries import NoSuchNode, explore
from clew.ground.accounts.roles import Role
from clew.ground.vault import keyring, permits
from clew.ground.vault.compartments import Compartment
from clew.rules.consent.kinds import Purpose
from clew.survivor.consent.models import Consent
from clew.survivor.people.models import Person
from clew.survivor.release.models import Release, ReleasedClaim
from tests.cast import CANARY, Cast, member, signed_in
from tests.connect.releasing import HOUSE, PHONE, Released, released
from tests.ground.reading import Page

pytestmark = pytest.mark.django_db
KINDS = ("phone", "account", "address", "vehicle", "employer", "agency", "person", "travel")


@pytest.fixture
def pair(cast: Cast) -> tuple[Released, Released]:
    """Two people of two organisations who share a phone; one also speaks of a house."""
    return (
        released(cast.advocate_a, cast.find_others, ("phone", PHONE), ("address", HOUSE)),
        released(cast.first_responder, cast.find_others, ("phone", PHONE, "suspected")),
    )


def test_it_opens_on_what_is_shared_and_the_table_says_the_same_in_the_same_order(
    cast: Cast, pair: tuple[Released, Released]
) -> None:
    answer = signed_in(cast.investigator).get("/network/")
    assert answer.status_code == 200
    page = Page.of(answer)
    drawn = page.root.xpath("//*[@id='net']//a/@href")
    listed = page.root.xpath("//section[@aria-labelledby='twin-title']//tbody//th/a/@href")
    assert len(drawn) == 4
    assert drawn == listed
    assert {first.name for first in pair} == set(page.words("//tbody//th//span"))
    assert page.words("//tbody/tr[@class='on']/th") == ["phone ending 123"]
    assert page.words("//tbody/tr[@class='on']/td[4]") == ["1 of 2 not confirmed"]
    assert page.one("//*[@id='net']//a[@aria-current]/@href") in drawn


def test_it_shows_a_code_and_never_a_name_or_the_code_of_the_file(
    cast: Cast, pair: tuple[Released, Released]
) -> None:
    for path in ("/network/", f"/network/{cast.find_others.id}/person/{pair[0].name}/"):
        page = Page.of(signed_in(cast.investigator).get(path))
        assert [word in page.source for word in (pair[0].name, CANARY, pair[0].person.code)] == [
            True, False, False,
        ]  # fmt: skip


@pytest.mark.usefixtures("pair")
def test_no_address_holds_a_value(cast: Cast) -> None:
    page = Page.of(signed_in(cast.investigator).get("/network/"))
    own = [link for link in page.links if link.startswith("/network/") and link != "/network/"]
    assert len(own) >= 8
    shape = (
        rf"/network/{cast.find_others.id}/(person/[0-9A-Z]{{6}}|thing/[0-9a-f]{{16}})/\?[\w=&-]+"
    )
    assert [link for link in own if not re.fullmatch(shape, link)] == []


@pytest.mark.usefixtures("pair")
def test_every_address_it_draws_answers(cast: Cast) -> None:
    client = signed_in(cast.investigator)
    page = Page.of(client.get("/network/"))
    for link in page.root.xpath("//*[@id='net']//a/@href"):
        assert client.get(link).status_code == 200


@pytest.mark.usefixtures("pair")
def test_the_panel_says_what_it_rests_on_and_how_it_could_be_innocent(cast: Cast) -> None:
    page = Page.of(signed_in(cast.investigator).get("/network/"))
    claims = page.words("//*[@id='sel']//ol/li")
    assert len(claims) == 2
    assert all(PHONE in claim and "19 January 2026" in claim for claim in claims)
    assert sorted(claim.rpartition("· ")[2] for claim in claims) == ["confirmed", "suspected"]
    assert {"Lantern House" in claim for claim in claims} == {True, False}
    assert "Families share a number" in page.words("//*[@id='sel']")[0]
    assert "Person usually right. Probably true." in page.words("//*[@id='sel']")[0]


@pytest.mark.usefixtures("pair")
def test_methods_are_listed_where_claims_of_their_kind_exist(cast: Cast) -> None:
    page = explore(cast.investigator, cast.find_others, choice=Choice())
    assert list(page.methods) == ["house", "papers", "control"]
    assert [(each.method.label, each.people) for each in page.methods["house"]] == [
        ("Keeps people in crowded houses and moves them between them", 1)
    ]


def test_certainty_and_stage_leave_out_what_was_not_chosen_and_say_so(
    cast: Cast, pair: tuple[Released, Released]
) -> None:
    sure = explore(
        cast.investigator, cast.find_others, kind="person", name=pair[0].name,
        choice=Choice(certainty="confirmed"),
    )  # fmt: skip
    assert {row.label for row in sure.rows} == {pair[0].name, "phone ending 123", HOUSE}
    housed = explore(
        cast.investigator, cast.find_others, kind="person", name=pair[0].name,
        choice=Choice(stage="house"),
    )  # fmt: skip
    assert {row.label for row in housed.rows} == {pair[0].name, HOUSE}
    assert [(each.count, str(each.reason)) for each in housed.hidden] == [
        (1, "left out by what you chose above")
    ]


@pytest.mark.usefixtures("pair")
def test_what_is_no_code_means_the_default(cast: Cast) -> None:
    client = signed_in(cast.investigator)
    answer = client.get("/network/?steps=99&certainty=<b>&stage=none")
    assert answer.status_code == 200
    assert Page.of(answer).words("//option[@selected]") == [
        "Two steps", "All that is not disproved", "All stages",
    ]  # fmt: skip


def test_guests_of_one_front_desk_are_hidden_with_the_reason(cast: Cast) -> None:
    guests = [released(cast.advocate_a, cast.find_others, ("phone", PHONE)) for _ in range(22)]
    seen = sightings(cast.investigator, cast.find_others)
    page = explore(
        cast.investigator, cast.find_others, kind="thing", name=seen.found[0].entity,
        choice=Choice(),
    )  # fmt: skip
    assert [row.label for row in page.rows] == ["phone ending 123"]
    assert [(each.count, each.reason) for each in page.hidden] == [
        (22, "phone ending 123: 22 people use it; that says nothing")
    ]
    shown = Page.of(signed_in(cast.investigator).get("/network/"))
    assert sum(guest.name in shown.words("//*[@id='net']")[0] for guest in guests) == 1


def test_a_withdrawn_claim_is_gone_from_the_network_at_once(
    cast: Cast, pair: tuple[Released, Released]
) -> None:
    client = signed_in(cast.investigator)
    path = f"/network/{cast.find_others.id}/person/{pair[1].name}/"
    assert client.get(path).status_code == 200
    pair[1].withdraw()
    assert client.get(path).status_code == 404
    page = Page.of(client.get("/network/"))
    assert [name in page.source for name in (pair[0].name, pair[1].name)] == [True, False]


def test_a_thing_is_found_by_any_token_it_is_known_under(cast: Cast) -> None:
    released(cast.advocate_a, cast.find_others, ("address", f"Flat 2, {HOUSE}"))
    seen = sightings(cast.investigator, cast.find_others)
    entity = seen.found[0].entity
    assert len(seen.tokens(entity)) > 1
    for token in seen.tokens(entity):
        page = explore(
            cast.investigator, cast.find_others, kind="thing", name=f"{token:016x}",
            choice=Choice(),
        )  # fmt: skip
        assert page.panel is not None
        assert page.panel.id == entity


def test_another_circle_and_another_role_see_nothing(
    cast: Cast, pair: tuple[Released, Released]
) -> None:
    elsewhere = member(cast.elsewhere, "Ida Elsewhere", Role.INVESTIGATOR)
    person = f"/network/{cast.find_others.id}/person/{pair[0].name}/"
    answers = {
        who.shown_name: [signed_in(who).get(path).status_code for path in ("/network/", person)]
        for who in (elsewhere, cast.police_liaison, cast.advocate_a, cast.investigator)
    }
    assert answers == {
        "Ida Elsewhere": [200, 404],
        "Pat Police": [403, 403],
        "Ada Advocate": [403, 403],
        "Ines Investigator": [200, 200],
    }
    page = Page.of(signed_in(elsewhere).get("/network/"))
    assert pair[0].name not in page.source
    assert "in no circle yet" in page.text
    strange = signed_in(cast.investigator).get(f"/network/{uuid.uuid4()}/person/{pair[0].name}/")
    assert strange.status_code == 404
    assert signed_in(elsewhere).get(f"/network/?circle={cast.find_others.id}").status_code == 404


@pytest.mark.parametrize("name", ["ZZZZZZ", "", "<script>", "0" * 16])
@pytest.mark.usefixtures("pair")
def test_who_or_what_nobody_spoke_of_is_not_found(cast: Cast, name: str) -> None:
    for kind in ("person", "thing"):
        with pytest.raises(NoSuchNode):
            explore(cast.investigator, cast.find_others, kind=kind, name=name, choice=Choice())


def test_an_empty_circle_says_so(cast: Cast) -> None:
    answer = signed_in(cast.investigator).get("/network/")
    assert answer.status_code == 200
    assert "Nothing was released into this circle yet." in Page.of(answer).text


def test_ninety_two_people_with_eight_claims_each_are_shown(cast: Cast) -> None:
    circle = cast.find_others
    people = [Person(organisation=cast.house) for _ in range(92)]
    for person in people:
        person.save(force_insert=True)
        yes = Consent(
            person=person, circle=circle, kinds=["claim"], purpose=circle.purpose,
            from_on=timezone.localdate(), until_on=timezone.localdate(), language="en",
            recorded_by=cast.advocate_a,
        )  # fmt: skip
        yes.save(force_insert=True)
        gone = Release(
            person=person, circle=circle, purpose=Purpose.FIND_OTHERS.value,
            consents=[str(yes.id)],
            kinds=["claim"], released_by=cast.advocate_a, source=cast.house,
            until_on=timezone.localdate(),
        )  # fmt: skip
        gone.save(force_insert=True)
        number = len(ReleasedClaim.rows.values_list("pseudonym").distinct())
        for at, kind in enumerate(KINDS):
            shared = (number * (at + 3)) % 30
            value = {
                "phone": f"07700 900{shared:03d}",
                "account": f"00-00-00 0001{shared:04d}",
                "address": f"{shared + 1} Alder Street, Northmoor NM1 4ZZ",
                "vehicle": f"AB00 C{chr(65 + shared % 26)}{chr(65 + at)}",
                "employer": f"Works {shared} (made up)",
                "agency": f"Agency {shared} (made up)",
                "person": f"Nickname{shared} the tall",
                "travel": f"coach of day {shared}",
            }[kind]
            ReleasedClaim(
                release=gone, circle=circle, source=cast.house, pseudonym=f"P{number:05d}",
                kind=kind, grade="B2", certainty="confirmed", value=value,
            ).save(force_insert=True)  # fmt: skip
    keyring.warm([circle.id], [Compartment.INTELLIGENCE])
    conclude(
        actor=cast.investigator, circle=circle, pseudonyms=[f"P{n:05d}" for n in range(30)],
        reason="identified", at=timezone.now(),
    )  # fmt: skip
    client = signed_in(cast.investigator)
    client.get("/network/")  # the first look gives the claims their tokens
    for path in ("/network/", "/shared/", "/leads/?state=all"):
        permits.clear()
        answer = client.get(path)
        assert answer.status_code == 200
        if path == "/network/":
            assert len(Page.of(answer).root.xpath("//*[@id='net']//a")) == 25
