"""Releasing step by step: nothing leaves that was not covered, picked and looked at."""

from datetime import timedelta
from typing import Final

import pytest
from django.test import Client

from clew.ground.notices.models import Notice
from clew.rules.consent.kinds import Kind, Purpose
from clew.survivor.claims import actions as claims
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from clew.survivor.release import actions as release
from clew.survivor.release.models import Release, ReleasedClaim, ReleasedItem
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.survivor.made import hidden, key, sent, somebody, text_of, token, yes

pytestmark = pytest.mark.django_db

NAME: Final = "identity:full_name"


def to_police(cast: Cast, *parts: str, **more: str) -> dict[str, object]:
    """Return what a step carries."""
    return {
        "to": key(cast.police),
        "for": "investigate",
        "parts": list(parts),
        "once": token(),
        **more,
    }


def looked_at(client: Client, person: Person, form: dict[str, object]) -> dict[str, list[str]]:
    """Look at the preview, and return what its form would send."""
    answer = client.post(f"/people/{person.code}/release/preview/", form)
    assert answer.status_code == 200
    return hidden(answer.content.decode(), f"/people/{person.code}/release/send/")


def test_a_release_goes_step_by_step_and_leaves_a_receipt(cast: Cast, person: Person) -> None:
    yes(cast, person, cast.police, Kind.IDENTITY)
    client, at = signed_in(cast.advocate_a), f"/people/{person.code}/release/"
    assert "Nothing. Nobody outside" in text_of(client, at)
    picking = client.post(f"{at}parts/", to_police(cast)).content.decode()
    assert f'value="{NAME}"' in picking
    assert CANARY not in picking
    form = looked_at(client, person, to_police(cast, NAME))
    assert CANARY not in str(form)  # ids and codes only
    answer = client.post(f"{at}send/", form)
    (row,) = Release.rows.all()
    assert (answer.status_code, answer["Location"]) == (302, f"{at}{row.id}/")
    assert list(ReleasedItem.rows.values_list("name", flat=True)) == ["full_name"]
    receipt = text_of(client, f"{at}{row.id}/")
    assert "To Northmoor Police" in receipt
    assert "Full name" in receipt
    assert CANARY not in receipt
    assert Notice.objects.get(code="release.received").member == cast.police_liaison


def test_the_preview_shows_exactly_what_would_leave(cast: Cast, person: Person) -> None:
    yes(cast, person, cast.police, Kind.IDENTITY)
    client = signed_in(cast.advocate_a)
    answer = client.post(f"/people/{person.code}/release/preview/", to_police(cast, NAME))
    page = answer.content.decode()
    assert f"Marek {CANARY}" in page
    assert "15 April 2026" in page
    assert "What they are called" not in page  # not picked
    assert not Release.rows.exists()


def test_without_a_yes_every_part_is_locked_with_its_reason(cast: Cast, person: Person) -> None:
    client = signed_in(cast.advocate_a)
    page = client.post(f"/people/{person.code}/release/parts/", to_police(cast)).content.decode()
    assert page.count('<li class="stays">') == len(Kind)
    assert 'name="parts"' not in page
    assert "no consent today to tell Northmoor Police" in page
    assert "Crossing, papers and status cannot go to the police" in page
    assert "Nowhere" not in page


@pytest.mark.parametrize("step", ["preview", "send"])
@pytest.mark.parametrize("part", ["immigration:nationality", "contact:how", "claim:1", "health:x"])
def test_a_locked_part_cannot_be_forced(cast: Cast, person: Person, step: str, part: str) -> None:
    yes(cast, person, cast.police, Kind.IDENTITY)
    client = signed_in(cast.advocate_a)
    form = looked_at(client, person, to_police(cast, NAME)) | {"parts": [NAME, part]}
    answer = client.post(f"/people/{person.code}/release/{step}/", form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "was told nothing" in page
    assert "Nowhere" not in page
    assert not Release.rows.exists()


def test_what_is_not_there_is_asked_again(cast: Cast, person: Person) -> None:
    yes(cast, person, cast.police, Kind.IDENTITY)
    client = signed_in(cast.advocate_a)
    for part in ("identity:organisation", "identity:account", "anything", ""):
        answer = client.post(f"/people/{person.code}/release/preview/", to_police(cast, part))
        assert answer.status_code == 422
    none = client.post(f"/people/{person.code}/release/preview/", to_police(cast))
    assert none.status_code == 422
    assert 'href="#f-parts"' in none.content.decode()


def test_sent_twice_it_leaves_once(cast: Cast, person: Person) -> None:
    yes(cast, person, cast.police, Kind.IDENTITY)
    client = signed_in(cast.advocate_a)
    form = looked_at(client, person, to_police(cast, NAME))
    path = f"/people/{person.code}/release/send/"
    assert [client.post(path, form).status_code for _ in range(2)] == [302, 409]
    assert Release.rows.count() == 1


def test_a_yes_taken_back_between_preview_and_sending_stops_it(cast: Cast, person: Person) -> None:
    consent = yes(cast, person, cast.police, Kind.IDENTITY)
    client = signed_in(cast.advocate_a)
    form = looked_at(client, person, to_police(cast, NAME))
    release.withdraw(actor=cast.advocate_a, consent=consent)
    answer = client.post(f"/people/{person.code}/release/send/", form)
    assert answer.status_code == 422
    assert "the person withdrew it" in answer.content.decode()
    assert not Release.rows.exists()


def test_a_yes_taken_back_and_given_anew_wants_another_look(cast: Cast, person: Person) -> None:
    consent = yes(cast, person, cast.police, Kind.IDENTITY)
    client, path = signed_in(cast.advocate_a), f"/people/{person.code}/release/send/"
    form = looked_at(client, person, to_police(cast, NAME))
    release.withdraw(actor=cast.advocate_a, consent=consent)
    yes(cast, person, cast.police, Kind.IDENTITY, until=TODAY + timedelta(days=3))
    answer = client.post(path, form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Something changed since you looked, so nothing left." in page
    assert "19 March 2026" in page
    assert not Release.rows.exists()
    assert client.post(path, hidden(page, path)).status_code == 302  # the new preview goes


def test_a_value_that_changed_since_the_preview_wants_another_look(
    cast: Cast, person: Person
) -> None:
    yes(cast, person, cast.police, Kind.IDENTITY)
    client = signed_in(cast.advocate_a)
    form = looked_at(client, person, to_police(cast, NAME))
    people.correct(actor=cast.advocate_a, person=person, known={"full_name": "New"}, version=1)
    answer = client.post(f"/people/{person.code}/release/send/", form)
    assert answer.status_code == 409
    assert not Release.rows.exists()


@pytest.mark.parametrize("forged", [{"epoch": ["0"]}, {"epoch": ["x"]}, {"seen": [""]}])
def test_a_preview_nobody_looked_at_is_not_sent(
    cast: Cast, person: Person, forged: dict[str, list[str]]
) -> None:
    yes(cast, person, cast.police, Kind.IDENTITY)
    client = signed_in(cast.advocate_a)
    form = looked_at(client, person, to_police(cast, NAME)) | forged
    assert client.post(f"/people/{person.code}/release/send/", form).status_code == 409
    assert not Release.rows.exists()


def test_into_a_circle_go_single_claims_and_nothing_else(cast: Cast, person: Person) -> None:
    rows = [
        claims.state(
            actor=cast.advocate_a, person=person, kind="phone", value=f"07700 90012{last}",
            words="", grade="B2", certainty="confirmed",
        )
        for last in (3, 4)
    ]  # fmt: skip
    yes(cast, person, cast.find_others, Kind.CLAIM, purpose=Purpose.FIND_OTHERS)
    client, at = signed_in(cast.advocate_a), f"/people/{person.code}/release/"
    form = {"to": key(cast.find_others), "for": "find_others", "once": token()}
    page = client.post(f"{at}parts/", form).content.decode()
    assert page.count('type="checkbox"') == 2
    assert page.count("</span>B2</span>") == 2
    assert "Name and date of birth" not in page
    sending = looked_at(client, person, form | {"parts": [f"claim:{rows[0].id}"]})
    assert client.post(f"{at}send/", sending).status_code == 302
    assert ReleasedClaim.rows.count() == 1


def test_somebody_elses_claim_cannot_be_picked(cast: Cast, person: Person) -> None:
    other = somebody(cast, full_name=f"Rosa {CANARY}")
    claim = claims.state(
        actor=cast.advocate_a, person=other, kind="phone", value="07700 900129", words="",
        grade="B2", certainty="confirmed",
    )  # fmt: skip
    yes(cast, person, cast.find_others, Kind.CLAIM, purpose=Purpose.FIND_OTHERS)
    form = {"to": key(cast.find_others), "for": "find_others", "parts": [f"claim:{claim.id}"]}
    answer = signed_in(cast.advocate_a).post(f"/people/{person.code}/release/preview/", form)
    assert answer.status_code == 422
    assert "07700 900129" not in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "reads", "sends"),
    [
        ("case_lead", 200, 403),
        ("advocate_b", 404, 404),
        ("advocate_elsewhere", 404, 404),
        ("first_responder", 403, 403),
        ("police_liaison", 403, 403),
        ("survivor", 403, 403),
    ],
)
def test_only_who_stands_by_releases(
    cast: Cast, person: Person, who: str, reads: int, sends: int
) -> None:
    yes(cast, person, cast.police, Kind.IDENTITY)
    form = looked_at(signed_in(cast.advocate_a), person, to_police(cast, NAME))
    client = signed_in(getattr(cast, who), shown_for=person.id)
    at = f"/people/{person.code}/release/"
    assert client.get(at).status_code == reads
    assert [
        client.post(f"{at}{step}/", form).status_code for step in ("parts", "preview", "send")
    ] == [sends] * 3
    assert not Release.rows.exists()


def test_a_receipt_opens_under_its_own_person_only(cast: Cast, person: Person) -> None:
    yes(cast, person, cast.police, Kind.IDENTITY)
    row, other = sent(cast, person, cast.police, Kind.IDENTITY), somebody(cast)
    answers = {
        (who, of.code): signed_in(getattr(cast, who), shown_for=of.id)
        .get(f"/people/{of.code}/release/{row.id}/")
        .status_code
        for who in ("advocate_a", "case_lead", "advocate_b", "advocate_elsewhere")
        for of in (person, other)
    }
    assert answers == {
        ("advocate_a", person.code): 200,
        ("advocate_a", other.code): 404,
        ("case_lead", person.code): 200,
        ("case_lead", other.code): 404,
        ("advocate_b", person.code): 404,
        ("advocate_b", other.code): 404,
        ("advocate_elsewhere", person.code): 404,
        ("advocate_elsewhere", other.code): 404,
    }
