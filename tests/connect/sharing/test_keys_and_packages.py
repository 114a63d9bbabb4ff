"""The pages of keys and packages, for the sender and for the partner."""

import uuid

import pyrage
import pytest
from django.test import Client
from django.utils import timezone

from clew.engines.packages.opening import open_package
from clew.ground.pairs import actions as pairs
from clew.ground.pairs.models import Proposal
from clew.rules.consent.kinds import Kind
from clew.survivor.people.models import Person
from clew.survivor.release import actions as release
from clew.survivor.release.models import Fetch, PartnerKey, Release
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.days import let_it_be
from tests.survivor.made import sent, text_of, token, yes

pytestmark = pytest.mark.django_db

THEIRS = pyrage.x25519.Identity.generate()


def post(client: Client, path: str, **form: str) -> tuple[int, str]:
    answer = client.post(path, form | {"once": token()})
    return answer.status_code, answer.content.decode(errors="replace")


@pytest.fixture
def key(cast: Cast) -> PartnerKey:
    """A key of the police, entered by advocate A and compared by the case lead."""
    status, _ = post(
        signed_in(cast.advocate_a), "/released/keys/", partner=str(cast.police.id),
        key=f"  {THEIRS.to_public()}\n",
    )  # fmt: skip
    assert status == 302
    proposal = Proposal.rows.get()
    lead = signed_in(cast.case_lead)
    page = text_of(lead, "/second-eyes/")
    found = PartnerKey.objects.get()
    assert found.words in page  # what is to be compared stands where it is confirmed
    assert post(lead, f"/second-eyes/{proposal.id}/", answer="confirm")[0] == 302
    found.refresh_from_db()
    return found


@pytest.fixture
def row(cast: Cast, person: Person) -> Release:
    """Who the person is, released to the police."""
    yes(cast, person, cast.police, Kind.IDENTITY)
    return sent(cast, person, cast.police, Kind.IDENTITY)


def test_the_page_shows_words_and_state(cast: Cast, key: PartnerKey) -> None:
    page = text_of(signed_in(cast.administrator), "/released/keys/")
    assert key.words in page
    assert ">trusted<" in page
    assert "Compared on " in page
    assert post(signed_in(cast.administrator), f"/released/keys/{key.id}/revoke/")[0] == 302
    assert ">revoked<" in text_of(signed_in(cast.administrator), "/released/keys/")


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"partner": "", "key": "age1"}, "f-partner"),
        ({"partner": str(uuid.uuid4()), "key": "age1"}, "f-partner"),
        ({"key": "age1nobody"}, "f-key"),
        ({"key": ""}, "f-key"),
    ],
)
def test_what_cannot_be_entered_is_refused_kindly(
    cast: Cast, form: dict[str, str], field: str
) -> None:
    client = signed_in(cast.advocate_a)
    status, page = post(client, "/released/keys/", **({"partner": str(cast.police.id)} | form))
    assert status == 422
    assert f'href="#{field}"' in page
    assert not PartnerKey.objects.exists()


def test_the_same_key_is_entered_once(cast: Cast, key: PartnerKey) -> None:
    form = {"partner": str(cast.police.id), "key": key.public_key}
    status, page = post(signed_in(cast.advocate_b), "/released/keys/", **form)
    assert status == 422
    assert "entered before" in page


@pytest.mark.usefixtures("key")
def test_the_partner_takes_a_package_that_only_they_can_open(
    cast: Cast, person: Person, row: Release
) -> None:
    client = signed_in(cast.police_liaison)
    answer = client.post(f"/released/{row.id}/package/")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith('attachment; filename="clew-')
    assert person.code not in answer["Content-Disposition"]
    opened = open_package(answer.content, [THEIRS], on=TODAY)
    assert CANARY in opened.files["parts.txt"].decode()
    page = text_of(signed_in(cast.advocate_a), f"/people/{person.code}/release/{row.id}/")
    assert "by Pat Police, Northmoor Police" in page
    path = f"/people/{person.code}/release/{row.id}/words/"
    assert post(signed_in(cast.advocate_a), path, words="lusab")[0] == 422
    assert post(signed_in(cast.advocate_a), path, words=opened.receipt_words)[0] == 302
    page = text_of(signed_in(cast.advocate_a), f"/people/{person.code}/release/{row.id}/")
    assert "opened, they said so on" in page


@pytest.mark.usefixtures("key")
def test_the_sender_makes_it_too_for_a_partner_without_a_sign_in(
    cast: Cast, person: Person, row: Release
) -> None:
    path = f"/people/{person.code}/release/{row.id}/package/"
    answer = signed_in(cast.advocate_a).post(path)
    assert CANARY in open_package(answer.content, [THEIRS], on=TODAY).files["parts.txt"].decode()
    assert Fetch.rows.get().by == cast.advocate_a
    assert signed_in(cast.advocate_b).post(path).status_code == 404


def test_without_a_compared_key_nothing_leaves_and_the_page_says_why(
    cast: Cast, person: Person, row: Release
) -> None:
    for who, path in (
        (cast.police_liaison, f"/released/{row.id}/package/"),
        (cast.advocate_a, f"/people/{person.code}/release/{row.id}/package/"),
    ):
        answer = signed_in(who).post(path)
        assert answer.status_code == 422
        assert "No key of theirs was confirmed by two people" in answer.content.decode()
    assert not Fetch.rows.exists()


@pytest.mark.usefixtures("key")
def test_recalled_ended_foreign_or_guessed_there_is_no_package(
    cast: Cast, person: Person, row: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/released/{row.id}/package/"
    assert signed_in(cast.lawyer).post(path).status_code == 404
    assert (
        signed_in(cast.police_liaison).post(f"/released/{uuid.uuid4()}/package/").status_code == 404
    )
    assert signed_in(cast.police_liaison).post(path).status_code == 200  # red control
    later = TODAY.replace(month=6)
    with monkeypatch.context() as moved:
        let_it_be(later, moved)
        assert signed_in(cast.police_liaison).post(path).status_code == 404
    consent = release.Consent.rows.get(id=row.consents[0])
    release.withdraw(actor=cast.advocate_a, consent=consent)
    assert signed_in(cast.police_liaison).post(path).status_code == 404
    assert (
        signed_in(cast.advocate_a)
        .post(f"/people/{person.code}/release/{row.id}/package/")
        .status_code
        == 404
    )
    assert Fetch.rows.count() == 1


def test_a_key_whose_question_lapsed_is_asked_about_again(cast: Cast) -> None:
    client = signed_in(cast.advocate_a)
    post(client, "/released/keys/", partner=str(cast.police.id), key=str(THEIRS.to_public()))
    found = PartnerKey.objects.get()
    proposal = Proposal.rows.get()
    pairs.take_back(actor=cast.advocate_a, proposal=proposal, at=timezone.now())
    assert post(client, f"/released/keys/{found.id}/ask/")[0] == 302
    assert Proposal.rows.filter(state="waiting").count() == 1
    assert post(client, f"/released/keys/{found.id}/ask/")[0] == 302  # once is enough
    assert Proposal.rows.filter(state="waiting").count() == 1
    assert post(signed_in(cast.advocate_elsewhere), f"/released/keys/{found.id}/ask/")[0] == 404
