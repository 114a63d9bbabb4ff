"""What partners do in their process: read, take along, answer, ask; and what they do not find."""

import re
from typing import Final
from urllib.parse import urlencode

import pyrage
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import resolve
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.connect.sharing import requesting
from clew.connect.sharing.models import InformationRequest, RequestItem
from clew.connect.sharing.states import ItemState
from clew.engines.packages.opening import open_package
from clew.ground.accounts.policy import addresses
from clew.ground.audit import heads, sealer
from clew.ground.audit.models import Event, Head, Waiting
from clew.ground.audit.viewer import looking
from clew.ground.audit.whole import verified
from clew.ground.notices.models import Notice
from clew.ground.vault import permits, root
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.keyring import KeyDestroyed
from clew.rules.consent.kinds import Kind, Purpose
from clew.site.partners.policy import ADDRESSES
from clew.survivor.people.models import Person
from clew.survivor.release import actions as release
from clew.survivor.release.models import Fetch, PartnerKey, Recall, Release
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.connect.releasing import PHONE, released
from tests.days import let_it_be
from tests.site.partners.door import on_postgresql, open_door
from tests.site.partners.words import NATIONALITY
from tests.survivor.made import sent, somebody, text_of, token, yes

pytestmark = [pytest.mark.django_db, pytest.mark.both, on_postgresql]

THEIRS: Final = pyrage.x25519.Identity.generate()


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages believe that it is the day of the cast."""
    let_it_be(TODAY, monkeypatch)


@pytest.fixture
def person(cast: Cast) -> Person:
    """Write somebody down whom advocate A stands by."""
    return somebody(cast, full_name=f"Marek {CANARY}", nationality=NATIONALITY)


@pytest.fixture
def row(cast: Cast, person: Person) -> Release:
    """Who the person is, released to the police."""
    yes(cast, person, cast.police, Kind.IDENTITY)
    found = sent(cast, person, cast.police, Kind.IDENTITY)
    permits.clear()
    return found


def test_what_was_released_is_listed_and_read(cast: Cast, row: Release) -> None:
    with open_door():
        client = signed_in(cast.police_liaison)
        assert f"/released/{row.id}/" in text_of(client, "/released/")
        assert f"Marek {CANARY}" in text_of(client, f"/released/{row.id}/")
        assert client.get("/notices/").status_code == 200
        assert client.get("/account/me/").status_code == 200
    sealer.seal_all()
    event = Event.objects.get(name="release.read")
    assert event.actor == str(cast.police_liaison.id)
    assert not Waiting.objects.exists()
    assert verified({}, deep=True).broken_at is None


def test_what_went_to_somebody_else_is_not_there(cast: Cast, row: Release) -> None:
    with open_door():
        client = signed_in(cast.lawyer)
        assert str(row.id) not in text_of(client, "/released/")
        assert client.get(f"/released/{row.id}/").status_code == 404


def test_a_package_is_taken_and_opens_with_the_partners_key(cast: Cast, row: Release) -> None:
    PartnerKey.objects.create(
        trusted_by=cast.house, partner=cast.police, public_key=str(THEIRS.to_public()),
        entered_by=cast.advocate_a, confirmed_by=cast.case_lead, confirmed_at=timezone.now(),
    )  # fmt: skip
    heads.latest_signed()  # as the served house does every few minutes
    assert Head.objects.exists()
    with open_door():
        answer = signed_in(cast.police_liaison).post(
            f"/released/{row.id}/package/", {"once": token()}
        )
        assert answer.status_code == 200
    opened = open_package(answer.content, [THEIRS], on=TODAY, sent_by="")
    assert CANARY in opened.files["parts.txt"].decode()
    assert Fetch.rows.get().by_id == cast.police_liaison.id


def test_a_recall_is_answered_and_the_house_is_told(cast: Cast, person: Person) -> None:
    consent = yes(cast, person, cast.police, Kind.IDENTITY)
    row = sent(cast, person, cast.police, Kind.IDENTITY)
    release.withdraw(actor=cast.advocate_a, consent=consent)
    Notice.objects.all().delete()
    form = {"answer": "partly", "reason": "Two lines of a report", "once": token()}
    with open_door():
        client = signed_in(cast.police_liaison)
        assert client.post(f"/released/{row.id}/answer/", form).status_code == 302
    recall = Recall.rows.get()
    assert recall.answer == "partly"
    told = Notice.objects.filter(code="recall.answered")
    assert {notice.member for notice in told} == {cast.advocate_a}
    assert told[0].path == f"/released/sent/{row.id}/"
    page = text_of(signed_in(cast.advocate_a), f"/people/{person.code}/release/{row.id}/")
    assert "Two lines of a report" in page


def test_nobody_is_told_of_a_release_that_went_elsewhere(cast: Cast, row: Release) -> None:
    call = "SELECT clew_tell_senders(%s, %s, '/x/')"
    with open_door(), connection.cursor() as cursor:
        for who, code in ((cast.lawyer, "recall.answered"), (cast.police_liaison, "made.up")):
            with (
                looking(who),
                pytest.raises(DatabaseError, match="nobody is told"),
                transaction.atomic(),
            ):
                cursor.execute(call, [row.id, code])


def test_more_is_asked_for_and_the_answer_read(cast: Cast, row: Release) -> None:
    form = {
        "for": "investigate", "basis": "consent", "kinds": "account", "by": "2026-04-01",
        "words": "For the hearing", "once": token(),
    }  # fmt: skip
    with open_door():
        client = signed_in(cast.police_liaison)
        assert client.get(f"/released/{row.id}/ask/").status_code == 200
        answer = client.post(f"/released/{row.id}/ask/", form)
        assert answer.status_code == 302, answer.content.decode()
    asked = InformationRequest.rows.get()
    assert Notice.objects.filter(code="request.received", member=cast.advocate_a).exists()
    assert "For the hearing" in text_of(signed_in(cast.advocate_a), answer["Location"])
    requesting.answer(
        actor=cast.advocate_a, request=asked, item=RequestItem.rows.get(request=asked),
        state=ItemState.NOT_HELD, words="We never wrote that down", at=timezone.now(),
    )  # fmt: skip
    with open_door():
        client = signed_in(cast.police_liaison)
        assert answer["Location"] in text_of(client, "/released/requests/")
        page = text_of(client, answer["Location"])
        assert "We never wrote that down" in page
        assert "For the hearing" in page


def test_a_circle_is_read_and_decided_in(cast: Cast) -> None:
    for keeper in (cast.advocate_a, cast.advocate_b):
        released(keeper, cast.find_others, ("phone", PHONE))
    with open_door():
        client = signed_in(cast.investigator)
        assert PHONE in text_of(client, "/shared/")
        assert client.get("/network/").status_code == 200
        assert client.get("/leads/").status_code == 200
        page = text_of(client, "/network/")
        assert NATIONALITY not in page


def test_a_part_of_immigration_is_not_opened_there_and_is_in_the_house(
    cast: Cast, person: Person
) -> None:
    yes(cast, person, cast.law_firm, Kind.IMMIGRATION, purpose=Purpose.LEGAL_ADVICE)
    row = sent(cast, person, cast.law_firm, Kind.IMMIGRATION, purpose=Purpose.LEGAL_ADVICE)
    with open_door():
        client = signed_in(cast.lawyer)
        page = text_of(client, f"/released/{row.id}/")
        assert NATIONALITY not in page
        answer = client.post(f"/released/{row.id}/package/", {"once": token()})
        assert answer.status_code == 422
        assert "does not open here" in answer.content.decode()
    assert NATIONALITY in text_of(signed_in(cast.lawyer), f"/released/{row.id}/")  # red control


def test_a_key_that_was_not_given_opens_nothing(person: Person) -> None:
    stored = Person.rows.get(id=person.id)
    permits.grant([person.id], list(Compartment))
    assert stored.nationality == NATIONALITY  # red control
    closed = Person.rows.get(id=person.id)
    with open_door():
        permits.grant([person.id], list(Compartment))
        with pytest.raises(KeyDestroyed):  # its wrapped key is not even shown
            _ = closed.nationality
        for purpose in ("audit chain", "people index|name|x", "card", "pseudonym|x"):
            with pytest.raises(root.NotGiven):
                root.derive(purpose)
        with pytest.raises(root.NotGiven):
            root.wrapping_key("immigration", 1)


def test_a_bundle_from_before_an_exchange_of_keys_opens_nothing(cast: Cast, row: Release) -> None:
    with open_door() as bundle:
        client = signed_in(cast.police_liaison)
        assert client.get(f"/released/{row.id}/").status_code == 200  # red control
        bundle.wrapping.clear()
        assert client.get(f"/released/{row.id}/").status_code == 503


def test_every_other_address_is_answered_as_one_that_there_is_not(cast: Cast) -> None:
    others = [pattern for name, pattern in addresses() if name not in ADDRESSES]
    assert len(others) > 80
    with open_door():
        client = signed_in(cast.investigator)
        for pattern in others:
            path = "/" + _filled(pattern)
            assert client.get(path).status_code == 404, path
            assert client.post(path, {"once": token()}).status_code == 404, path


def _filled(pattern: str) -> str:
    ids = {"uuid": "00000000-0000-4000-8000-000000000000", "int": "1"}
    return re.sub(r"<(?:(\w+):)?\w+>", lambda found: ids.get(found[1], "QQQQQQ"), pattern)


def test_who_works_in_the_house_does_not_come_in_there(cast: Cast) -> None:
    clients = {who: signed_in(who) for who in (cast.advocate_a, cast.administrator)}
    with open_door():
        for client in clients.values():
            answer = client.get("/released/")
            assert answer.status_code == 302
            assert "/sign-in/" in answer["Location"]


_WORDS: Final = st.sampled_from(
    [
        "sort", "order", "filter", "q", "search", "fields", "nationality", "-nationality",
        "person__nationality", "release__person__nationality", "immigration", "status_facts",
        NATIONALITY, NATIONALITY[:3], "*", "kind", "ordering", "next", "id", "format", "json",
    ]
)  # fmt: skip
_PATHS: Final = st.sampled_from(
    ["/released/", "/released/requests/", "/released/{}/", "/notices/", "/network/", "/shared/",
     "/leads/", "/account/me/"]
)  # fmt: skip


@pytest.fixture
def twins(cast: Cast) -> tuple[Release, Release]:
    """Two releases alike but for what is known of immigration, which was never released."""
    found = []
    for known in (NATIONALITY, ""):
        one = somebody(cast, full_name="Ana Made-Up", nationality=known)
        yes(cast, one, cast.police, Kind.IDENTITY)
        found.append(sent(cast, one, cast.police, Kind.IDENTITY))
    permits.clear()
    return found[0], found[1]


@pytest.mark.parametrize("who", ["police_liaison", "investigator"])
def test_no_request_whatever_gives_a_bit_of_immigration(
    cast: Cast, twins: tuple[Release, Release], who: str
) -> None:
    with open_door():
        client = signed_in(getattr(cast, who))
        plain = {path: _said(client, path, "") for path in ("/released/", "/released/requests/")}

        @settings(
            max_examples=150, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(path=_PATHS, asked=st.dictionaries(_WORDS, _WORDS | st.text(max_size=8), max_size=4))
        def ask(path: str, asked: dict[str, str]) -> None:
            query = urlencode(asked, errors="surrogatepass")
            first, second = (_said(client, path.format(row.id), query) for row in twins)
            assert first == second
            assert NATIONALITY.encode() not in first
            if path in plain:
                assert first == plain[path], "no word sorts or filters"

        ask()


def _said(client: Client, path: str, query: str) -> bytes:
    answer = client.get(f"{path}?{query}")
    found = answer.getvalue()
    for pattern in (
        rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        rb'name="(?:csrfmiddlewaretoken|once)" value="[^"]*"',
        rb'<div class="ending">.*?</div>',
    ):
        found = re.sub(pattern, b"", found, flags=re.DOTALL)
    return str(answer.status_code).encode() + found


def led_to(page: str) -> set[str]:
    """Return the names of the addresses a page has links or forms to."""
    found = set()
    for path in re.findall(r'(?:href|action)="(/[^"#?]*)', page):
        if not path.startswith("/static/"):
            found.add(resolve(path).view_name)
    return found


@pytest.mark.parametrize("who", ["police_liaison", "lawyer", "investigator"])
def test_no_page_leads_to_an_address_that_is_not_there(cast: Cast, row: Release, who: str) -> None:
    paths = [
        "/", "/sign-in/", "/account/me/", "/account/sessions/", "/second-factor/", "/notices/",
        "/released/", "/released/requests/", "/leads/", "/network/", "/shared/", "/sources/",
        f"/released/{row.id}/", f"/released/{row.id}/ask/",
    ]  # fmt: skip
    with open_door():
        client = signed_in(getattr(cast, who))
        pages = [answer for path in paths if (answer := client.get(path)).status_code == 200]
        assert len(pages) > 4
        leads = {name for page in pages for name in led_to(page.content.decode())}
    assert "sharing:inbox" in leads or who == "investigator"  # control: links are seen
    assert leads <= ADDRESSES, leads - ADDRESSES
