"""The strip of every yes, and asking for one."""

from datetime import timedelta

import pytest

from clew.rules.consent.kinds import Kind
from clew.survivor.consent.models import Consent
from clew.survivor.people.models import Person
from clew.survivor.release import actions as release
from tests.cast import TODAY, Cast, signed_in
from tests.days import let_it_be
from tests.survivor.made import key, text_of, token, yes

pytestmark = pytest.mark.django_db


def answered(cast: Cast, **changed: object) -> dict[str, object]:
    """Return the second step as a form sends it."""
    form: dict[str, object] = {
        "step": "answer", "to": key(cast.police), "for": "investigate", "parts": ["identity"],
        "until": "2026-06-13", "language": "pl", "interpreter": "yes",
        "explained": "By drawing it.", "once": token(),
    }  # fmt: skip
    return form | changed


def test_nothing_is_a_row_for_everybody_who_knows_nothing(cast: Cast, person: Person) -> None:
    yes(cast, person, cast.police, Kind.IDENTITY)
    page = text_of(signed_in(cast.advocate_a), f"/people/{person.code}/consents/")
    assert "Reed and Rush: nothing" in page
    assert "Northmoor circle: nothing" in page
    assert "Northmoor Police: nothing" not in page
    assert "Northmoor Police: Name and date of birth" in page
    assert "Until 15 April 2026." in page
    assert "Lantern House: " not in page  # their own house needs no consent to have what it has


def test_a_yes_that_was_taken_back_or_ended_stays_readable(
    cast: Cast, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    release.withdraw(actor=cast.advocate_a, consent=yes(cast, person, cast.police, Kind.IDENTITY))
    yes(cast, person, cast.police, Kind.NEEDS)
    later = TODAY + timedelta(days=31)
    let_it_be(later, monkeypatch)
    page = text_of(signed_in(cast.advocate_a), f"/people/{person.code}/consents/")
    assert "Taken back on " in page
    assert "Ended on 15 April 2026." in page
    assert "Northmoor Police: nothing" in page


def test_the_first_step_asks_whom_and_what_for(cast: Cast, person: Person) -> None:
    client, path = signed_in(cast.advocate_a), f"/people/{person.code}/consents/new/"
    page = text_of(client, path)
    assert ">Northmoor Police</option>" in page
    assert ">Lantern House</option>" not in page
    refused = client.post(path, {"step": "whom", "to": "", "for": ""})
    assert refused.status_code == 422
    assert 'href="#f-to"' in refused.content.decode()


def test_what_never_goes_there_is_locked_with_its_reason(cast: Cast, person: Person) -> None:
    answer = signed_in(cast.advocate_a).post(
        f"/people/{person.code}/consents/new/",
        {"step": "whom", "to": key(cast.police), "for": "investigate"},
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="identity"' in page
    assert 'value="immigration"' not in page
    assert "They leave only in an application the person asked for" in page
    assert 'value="2026-06-13"' in page  # 90 days, the first counted


def test_a_no_is_a_link_that_leaves_nothing_behind(cast: Cast, person: Person) -> None:
    client = signed_in(cast.advocate_a)
    page = client.post(
        f"/people/{person.code}/consents/new/",
        {"step": "whom", "to": key(cast.police), "for": "investigate"},
    ).content.decode()
    assert f'<a class="btn" href="/people/{person.code}/consents/">They said no</a>' in page
    assert not Consent.rows.exists()


def test_a_yes_is_kept_as_it_was_said(cast: Cast, person: Person) -> None:
    client = signed_in(cast.advocate_a)
    answer = client.post(f"/people/{person.code}/consents/new/", answered(cast))
    assert (answer.status_code, answer["Location"]) == (302, f"/people/{person.code}/consents/")
    (row,) = Consent.rows.all()
    assert (row.recipient, row.kinds, row.purpose) == (cast.police, ["identity"], "investigate")
    assert (row.from_on, row.until_on.isoformat()) == (TODAY, "2026-06-13")
    assert (row.language, row.interpreter, row.recorded_by) == ("pl", True, cast.advocate_a)


def test_sent_twice_one_yes_is_kept(cast: Cast, person: Person) -> None:
    client, form = signed_in(cast.advocate_a), answered(cast)
    path = f"/people/{person.code}/consents/new/"
    assert [client.post(path, form).status_code for _ in range(2)] == [302, 409]
    assert Consent.rows.count() == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"parts": ["identity", "immigration"]}, "f-parts"),
        ({"parts": ["everything"]}, "f-parts"),
        ({"parts": []}, "f-parts"),
        ({"until": "2027-03-16"}, "f-until"),
        ({"until": "2026-03-15"}, "f-until"),
        ({"until": "31 June"}, "f-until"),
        ({"until": "2026-06-31"}, "f-until"),
        ({"until": ""}, "f-until"),
        ({"language": "tlh"}, "f-language"),
        ({"for": "anything"}, "f-for"),
    ],
)
def test_what_cannot_be_is_refused_kindly_and_what_was_typed_is_kept(
    cast: Cast, person: Person, changed: dict[str, object], field: str
) -> None:
    path = f"/people/{person.code}/consents/new/"
    answer = signed_in(cast.advocate_a).post(path, answered(cast, **changed))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{field}"' in page
    assert ("By drawing it." in page) == (field != "f-for")
    assert not Consent.rows.exists()


def test_the_longest_yes_is_kept(cast: Cast, person: Person) -> None:
    # Red control: one day less than what is refused above.
    path = f"/people/{person.code}/consents/new/"
    answer = signed_in(cast.advocate_a).post(path, answered(cast, until="2027-03-15"))
    assert answer.status_code == 302


def test_nobody_outside_the_list_can_be_named(cast: Cast, person: Person) -> None:
    cast.find_others.organisations.remove(cast.house)
    path = f"/people/{person.code}/consents/new/"
    for recipient in (cast.house, cast.find_others):
        answer = signed_in(cast.advocate_a).post(path, answered(cast, to=key(recipient)))
        assert answer.status_code == 422
    assert not Consent.rows.exists()


def test_a_circle_is_asked_for_its_own_purpose_only(cast: Cast, person: Person) -> None:
    path = f"/people/{person.code}/consents/new/"
    form = answered(cast, to=key(cast.find_others), parts=["claim"])
    client = signed_in(cast.advocate_a)
    assert client.post(path, form).status_code == 422
    assert client.post(path, form | {"for": "find_others", "once": token()}).status_code == 302


@pytest.mark.parametrize(
    ("who", "reads", "asks"),
    [
        ("advocate_a", 200, 302),
        ("case_lead", 200, 403),
        ("advocate_b", 404, 404),
        ("advocate_elsewhere", 404, 404),
        ("police_liaison", 403, 403),
        ("survivor", 403, 403),
    ],
)
def test_only_who_stands_by_asks(
    cast: Cast, person: Person, who: str, reads: int, asks: int
) -> None:
    client = signed_in(getattr(cast, who), shown_for=person.id)
    assert client.get(f"/people/{person.code}/consents/").status_code == reads
    answer = client.post(f"/people/{person.code}/consents/new/", answered(cast))
    assert answer.status_code == asks
    assert Consent.rows.exists() == (asks == 302)
