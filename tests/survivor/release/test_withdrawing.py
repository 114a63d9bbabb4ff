"""Taking a yes back: at once, with everything that rests on it."""

import pytest
from django.db import connection

from clew.ground.vault.models import DataKey
from clew.rules.consent.kinds import Kind, Purpose
from clew.survivor.consent.models import Withdrawal
from clew.survivor.people.models import Person
from clew.survivor.release.models import Recall, Release, ReleasedItem
from tests.cast import Cast, signed_in
from tests.survivor.made import sent, somebody, text_of, token, yes

pytestmark = pytest.mark.django_db


def stored() -> list[bytes]:
    """Return the sealed bytes of every copy there is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM release_releaseditem")
        return [bytes(row[0]) for row in cursor.fetchall()]


def test_the_page_says_what_is_recalled_and_what_cannot_be(cast: Cast, person: Person) -> None:
    consent = yes(cast, person, cast.police, Kind.IDENTITY)
    path = f"/people/{person.code}/consents/{consent.id}/withdraw/"
    client = signed_in(cast.advocate_a)
    assert "Nothing has left on this yes." in text_of(client, path)
    sent(cast, person, cast.police, Kind.IDENTITY)
    page = text_of(client, path)
    assert "is recalled" in page
    assert "cannot be fetched back" in page
    assert not Withdrawal.rows.exists()


def test_taking_back_removes_the_copies_and_their_keys(cast: Cast, person: Person) -> None:
    consent = yes(cast, person, cast.police, Kind.IDENTITY)
    kept = yes(cast, person, cast.law_firm, Kind.NEEDS, purpose=Purpose.SUPPORT)
    row = sent(cast, person, cast.police, Kind.IDENTITY)
    before = stored()
    assert len(before) == 2  # red control: there is something to remove
    assert DataKey.objects.filter(subject=row.id).count() == 1
    path = f"/people/{person.code}/consents/{consent.id}/withdraw/"
    answer = signed_in(cast.advocate_a).post(path, {"once": token()})
    assert (answer.status_code, answer["Location"]) == (302, f"/people/{person.code}/consents/")
    assert stored() == []
    assert not DataKey.objects.filter(subject=row.id).exists()
    assert DataKey.objects.filter(subject=person.id).exists()
    assert Recall.rows.get().release == row
    assert list(Withdrawal.rows.values_list("consent", flat=True)) == [consent.id]
    assert kept.id != consent.id


def test_what_rests_on_another_yes_stays(cast: Cast, person: Person) -> None:
    consent = yes(cast, person, cast.law_firm, Kind.IDENTITY, purpose=Purpose.SUPPORT)
    yes(cast, person, cast.police, Kind.IDENTITY)
    sent(cast, person, cast.police, Kind.IDENTITY)
    path = f"/people/{person.code}/consents/{consent.id}/withdraw/"
    signed_in(cast.advocate_a).post(path, {"once": token()})
    assert Release.rows.get().recalled_at is None
    assert ReleasedItem.rows.count() == 2


def test_pressed_twice_it_is_taken_back_once(cast: Cast, person: Person) -> None:
    consent = yes(cast, person, cast.police, Kind.IDENTITY)
    sent(cast, person, cast.police, Kind.IDENTITY)
    path = f"/people/{person.code}/consents/{consent.id}/withdraw/"
    client, form = signed_in(cast.advocate_a), {"once": token()}
    assert [client.post(path, form).status_code for _ in range(2)] == [302, 409]
    assert client.post(path, {"once": token()}).status_code == 302
    assert client.get(path).status_code == 302
    assert (Withdrawal.rows.count(), Recall.rows.count()) == (1, 1)


def test_a_consent_opens_under_its_own_person_only(cast: Cast, person: Person) -> None:
    consent, other = yes(cast, person, cast.police, Kind.IDENTITY), somebody(cast)
    mine, wrong = (f"/people/{of.code}/consents/{consent.id}/withdraw/" for of in (person, other))
    for who, path, status in [
        ("advocate_a", wrong, 404),
        ("advocate_b", mine, 404),
        ("advocate_elsewhere", mine, 404),
        ("case_lead", mine, 403),
        ("police_liaison", mine, 403),
    ]:
        assert signed_in(getattr(cast, who)).post(path, {"once": token()}).status_code == status
    assert not Withdrawal.rows.exists()


def test_the_list_shows_the_recall_and_its_answer(cast: Cast, person: Person) -> None:
    consent = yes(cast, person, cast.police, Kind.IDENTITY)
    row = sent(cast, person, cast.police, Kind.IDENTITY)
    client, at = signed_in(cast.advocate_a), f"/people/{person.code}/release/"
    assert "with them" in text_of(client, at)
    client.post(f"/people/{person.code}/consents/{consent.id}/withdraw/", {"once": token()})
    assert "No answer yet." in text_of(client, at)
    signed_in(cast.police_liaison).post(
        f"/released/{row.id}/answer/",
        {"answer": "kept_by_law", "reason": "Made-up Act, s. 1", "once": token()},
    )
    assert "They say: kept, a law demands it" in text_of(client, at)
    assert "copy deleted" in text_of(client, f"{at}{row.id}/")
