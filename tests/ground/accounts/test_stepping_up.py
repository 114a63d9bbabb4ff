"""Showing once more who one is: by compartment, by act, and for each person not one's own."""

import time
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse

from clew.ground.accounts import stepping_up
from clew.ground.accounts.models import Member
from clew.ground.accounts.policy import table
from clew.ground.accounts.roles import Role
from clew.ground.accounts.stepping_up import SHOWN, SHOWN_OF
from clew.ground.audit import reads
from clew.ground.audit.models import Event
from clew.ground.audit.writing import changes
from clew.ground.vault import permits, proofs
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.proofs import Lately, Proof, StepUpNeeded
from clew.support.casework import actions as casework
from clew.survivor.contact import actions as contact
from clew.survivor.contact.models import Way
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from clew.survivor.release import actions as release
from tests.architecture.files import ROOT
from tests.architecture.source import calls_of, sources
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.ground.accounts.signing import (
    PASSPHRASE,
    a_while_later,
    a_wrong_code,
    browser,
    code_now,
    is_in,
    send_passphrase,
    sign_in,
    token,
    with_factor,
    with_passphrase,
)

pytestmark = pytest.mark.django_db

ASKS = "/sign-in/again/code/"
ADDRESS = f"1 {CANARY} Lane"
MINUTE = 60


@pytest.fixture(autouse=True)
def no_memory_of_other_tests() -> Iterator[None]:
    """Forget the codes of other tests."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ada(cast: Cast) -> Member:
    """Return an advocate with both factors."""
    return with_factor(cast.advocate_a)


@pytest.fixture
def person(ada: Member) -> Person:
    """Return somebody she stands by."""
    return people.write_down(actor=ada, on=TODAY, known={"full_name": f"Mara {CANARY}"})


@pytest.fixture
def way(ada: Member, person: Person) -> Way:
    """Return where that person can be reached."""
    return contact.add_way(actor=ada, person=person, kind="address", value=ADDRESS)


def shown_ago(client: Client, minutes: float) -> None:
    """Let it have been some minutes since this session showed who it is."""
    session = client.session
    session[SHOWN] = time.time() - minutes * MINUTE
    session.save()


def is_asked(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].startswith(ASKS)


def give_code(client: Client, asked: HttpResponse, code: str = "") -> HttpResponse:
    """Answer the page that asks, and return where it leads."""
    address = asked.headers["Location"]
    after = parse_qs(urlsplit(address).query)["next"][0]
    page = client.get(address).content.decode()
    assert f'value="{after}"' in page
    a_while_later()
    return client.post(address, {"code": code or code_now(), "next": after})


def press(client: Client, way: Way) -> HttpResponse:
    return client.post(address_of(way), {"once": token()})


def address_of(way: Way) -> str:
    return reverse("contact:show", args=[way.person.code, way.id])


# --- by compartment --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("compartment", "minutes", "opens"),
    [
        (Compartment.CONTACT, 59, True),
        (Compartment.CONTACT, 61, False),
        (Compartment.TESTIMONY, 59, True),
        (Compartment.TESTIMONY, 61, False),
        (Compartment.IMMIGRATION, 4, True),
        (Compartment.IMMIGRATION, 6, False),
        (Compartment.IDENTITY, 599, True),
        (Compartment.OPERATIONS, 599, True),
        (Compartment.INTELLIGENCE, 599, True),
    ],
)
def test_a_compartment_opens_to_who_has_shown_so_lately_who_they_are(
    cast: Cast, person: Person, compartment: Compartment, minutes: int, opens: bool
) -> None:
    def read() -> None:
        reads.record(
            actor=cast.advocate_a, name="x.read", subjects=[person.id], compartments=[compartment]
        )

    def change() -> None:
        with changes(actor=cast.advocate_a, purpose="support") as trace:
            trace.opens("x.read", subjects=[person.id], compartments=[compartment])

    for opening in (read, change):
        permits.clear()
        before = Event.objects.filter(name="x.read").count()
        with proofs.asked():
            proofs.shown(Proof(ago=minutes * MINUTE))
            if opens:
                opening()
            else:
                with pytest.raises(StepUpNeeded):
                    opening()
        assert ((person.id, compartment) in permits.desk().permits) is opens
        assert Event.objects.filter(name="x.read").count() - before == int(opens)


@pytest.mark.parametrize("ago", [None, -1.0, -86_400.0])
def test_nothing_shown_or_shown_in_a_time_to_come_is_no_proof(ago: float | None) -> None:
    with proofs.asked():
        proofs.shown(Proof(ago=ago))
        with pytest.raises(StepUpNeeded):
            proofs.want(Lately.HOUR)


def test_a_command_or_a_job_is_asked_nothing(cast: Cast, person: Person) -> None:
    parts = list(Compartment)
    reads.record(actor=cast.advocate_a, name="x.read", subjects=[person.id], compartments=parts)
    assert {part for _, part in permits.desk().permits} == set(Compartment)


def test_a_request_has_shown_nothing_until_the_wall_says_so() -> None:
    with proofs.asked(), pytest.raises(StepUpNeeded):
        proofs.want(Lately.HOUR)
    proofs.want(Lately.FIVE_MINUTES)  # red control: outside of a request


def test_only_the_wall_says_what_a_session_has_shown() -> None:
    users = {
        name
        for name, tree in sources(ROOT / "src" / "clew")
        for use in calls_of(tree)
        if use.name == "proofs.shown"
    }
    assert users == {"src/clew/ground/accounts/wall.py"}


# --- on the pages ----------------------------------------------------------------------------


def test_signing_in_is_the_proof_for_an_hour_and_then_the_page_asks_and_goes_on(
    ada: Member, way: Way
) -> None:
    client = browser()
    sign_in(client, ada)
    assert ADDRESS in press(client, way).content.decode()
    shown_ago(client, 61)
    asked = press(client, way)
    assert is_asked(asked)
    assert ADDRESS not in asked.content.decode()
    cache.clear()  # the code of this half-minute was used to sign in
    waits = give_code(client, asked)
    assert waits.headers["Location"] == "/account/kept/"
    page = client.get("/account/kept/").content.decode()
    assert "Nothing was done yet" in page
    assert f'action="{address_of(way)}"' in page
    assert ADDRESS in press(client, way).content.decode()


def test_without_the_guard_the_address_would_open(
    ada: Member, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Red control.
    client = browser()
    sign_in(client, ada)
    shown_ago(client, 61)
    monkeypatch.setattr(proofs, "want", lambda *_, **__: None)
    assert ADDRESS in press(client, way).content.decode()


def test_a_wrong_code_opens_nothing(ada: Member, way: Way) -> None:
    client = browser()
    sign_in(client, ada)
    shown_ago(client, 61)
    asked = press(client, way)
    assert give_code(client, asked, a_wrong_code()).status_code == 200
    assert is_asked(press(client, way))


def test_the_passphrase_alone_is_no_proof(ada: Member, way: Way) -> None:
    client = browser()
    sign_in(client, ada)
    shown_ago(client, 61)
    client.post("/sign-in/again/", {"password": PASSPHRASE})
    assert is_asked(press(client, way))


def test_a_member_without_a_second_factor_has_shown_nothing(cast: Cast) -> None:
    client = browser()
    send_passphrase(client, with_passphrase(cast.advocate_b).email)
    assert SHOWN not in client.session
    cache.clear()
    sign_in(client, with_factor(cast.advocate_b))  # red control
    assert SHOWN in client.session


def test_the_session_has_another_name_after_a_proof(ada: Member, way: Way) -> None:
    client = browser()
    sign_in(client, ada)
    before = client.session.session_key
    shown_ago(client, 61)
    cache.clear()
    give_code(client, press(client, way))
    assert client.session.session_key != before
    thief = Client(HTTP_HOST="localhost")
    thief.cookies["sessionid"] = before
    assert not is_in(thief)
    assert is_in(client)


def test_a_piece_of_a_page_sends_the_whole_page_to_be_asked(ada: Member, way: Way) -> None:
    client = browser()
    sign_in(client, ada)
    shown_ago(client, 61)
    answer = client.post(address_of(way), {"once": token()}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["HX-Redirect"].startswith(ASKS)


@pytest.mark.parametrize("away", ["//elsewhere.invalid/", "https://elsewhere.invalid/"])
def test_the_page_that_asks_leads_to_no_other_site(ada: Member, away: str) -> None:
    client = browser()
    sign_in(client, ada)
    cache.clear()
    answer = client.post(f"{ASKS}?next={away}", {"code": code_now(), "next": away})
    assert "elsewhere" not in answer.headers.get("Location", "")


# --- by act ----------------------------------------------------------------------------------

WITHIN_FIVE_MINUTES = {"accounts:members", "accounts:freeze", "accounts:partners", "pairs:decide"}


def test_membership_and_what_two_people_do_want_it_within_five_minutes() -> None:
    wanting = {name for name, rule in table().items() if rule.step_up is Lately.FIVE_MINUTES}
    assert wanting >= WITHIN_FIVE_MINUTES


def test_inviting_wants_it_and_looking_at_the_members_does_not(cast: Cast) -> None:
    client = signed_in(cast.administrator)
    form = {"shown_name": "M", "email": "m@clew.invalid", "roles": ["trainer"], "once": token()}
    shown_ago(client, 6)
    assert client.get("/account/members/").status_code == 200
    assert is_asked(client.post("/account/members/", form))
    assert not Member.objects.filter(email="m@clew.invalid").exists()
    shown_ago(client, 4)  # red control
    assert client.post("/account/members/", form).status_code == 200
    assert Member.objects.filter(email="m@clew.invalid").exists()


def test_nothing_is_released_by_who_has_not_shown_it_within_five_minutes(
    cast: Cast, person: Person
) -> None:
    def commit(minutes: float) -> None:
        with proofs.asked():
            proofs.shown(Proof(ago=minutes * MINUTE))
            release.commit(
                actor=cast.advocate_a, person=person, items=[], recipient=cast.police,
                purpose=release.Purpose.SUPPORT, on=TODAY, epoch=99,
            )  # fmt: skip

    with pytest.raises(StepUpNeeded):
        commit(6)
    with pytest.raises(release.StaleConsent):  # red control: it gets as far as the consents
        commit(4)


def test_taking_a_yes_back_is_one_press_always() -> None:
    assert {name: table()[name].step_up for name in ("release:withdraw", "portal:take_back")} == {
        "release:withdraw": None, "portal:take_back": None,
    }  # fmt: skip


def test_a_survivor_at_their_own_page_is_asked_nothing(cast: Cast) -> None:
    client = signed_in(cast.survivor)
    assert Role.SURVIVOR in cast.survivor.roles
    request = client.get("/my/").wsgi_request
    assert stepping_up.proof_of(request).always


# --- not one's own ---------------------------------------------------------------------------


@pytest.fixture
def cleo(cast: Cast) -> Member:
    """Return who leads the team, and stands by nobody."""
    return with_factor(cast.case_lead)


def test_a_case_not_ones_own_is_asked_for_always_and_each_apart(
    cast: Cast, cleo: Member, person: Person
) -> None:
    other = people.write_down(actor=cast.advocate_a, on=TODAY, known={"called": "Ilinca"})
    client = browser()
    sign_in(client, cleo)
    asked = client.get(f"/people/{person.code}/contact/")
    assert is_asked(asked), "although she signed in a moment ago"
    cache.clear()
    back = give_code(client, asked)
    assert back.headers["Location"] == f"/people/{person.code}/contact/"
    assert client.get(f"/people/{person.code}/contact/").status_code == 200
    assert is_asked(client.get(f"/people/{other.code}/contact/")), "no leafing through"
    session = client.session
    session[SHOWN_OF] = {str(person.id): time.time() - 61 * MINUTE}
    session.save()
    assert is_asked(client.get(f"/people/{person.code}/contact/"))


def test_for_ones_own_it_is_not(ada: Member, person: Person) -> None:
    client = browser()
    sign_in(client, ada)
    shown_ago(client, 599)
    assert client.get(f"/people/{person.code}/contact/").status_code == 200


def test_who_may_not_see_a_person_learns_nothing_from_being_asked(
    cast: Cast, person: Person
) -> None:
    client = signed_in(cast.advocate_elsewhere)
    answers = [client.get(f"/people/{code}/contact/") for code in (person.code, "QQQQQQ")]
    assert [answer.status_code for answer in answers] == [404, 404]


def openings() -> list[tuple[str, Callable[[Person], str]]]:
    """Return every page about one person that a case lead may open by its code alone."""

    def at(name: str) -> Callable[[Person], str]:
        return lambda person: reverse(name, args=[person.code])

    return [
        (name, at(name))
        for name, rule in table().items()
        if rule.roles and Role.CASE_LEAD in rule.roles and rule.object == "person"
        if "GET" in rule.methods
    ]


def test_no_page_about_a_person_forgets_to_ask_who_only_leads(
    cast: Cast, cleo: Member, person: Person
) -> None:
    casework.open_case_for(actor=cast.advocate_a, person=person, on=TODAY)
    client = signed_in(cleo)
    looked, shown = set(), set()
    for name, at in openings():
        try:
            address = at(person)
        except NoReverseMatch:
            continue  # it names a second thing too, and is reached by the same query
        looked.add(name)
        answer = client.get(address)
        if not is_asked(answer) and answer.status_code not in {403, 404}:
            shown.add(name)
    assert {"casework:case", "casework:notes", "contact:rules", "consent:list"} <= looked
    assert shown == set()
