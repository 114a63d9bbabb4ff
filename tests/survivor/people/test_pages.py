"""The pages on which somebody is written down and corrected."""

import pytest

from clew.ground.audit.models import Event
from clew.ground.vault import permits
from clew.survivor.people import actions
from clew.survivor.people.models import Person
from tests.cast import CANARY, Cast, signed_in
from tests.survivor.made import somebody, text_of, token

pytestmark = pytest.mark.django_db


def test_somebody_can_be_written_down_with_nothing_known(cast: Cast) -> None:
    answer = signed_in(cast.first_responder).post("/people/new/", {"once": token()})
    (person,) = Person.rows.all()
    assert (answer.status_code, answer["Location"]) == (302, f"/people/{person.code}/contact/")
    assert person.organisation == cast.kitchen


def test_sent_twice_one_person_is_written_down(cast: Cast) -> None:
    client, form = signed_in(cast.advocate_a), {"called": "Marek", "once": token()}
    answers = [client.post("/people/new/", form).status_code for _ in range(2)]
    assert answers == [302, 409]
    assert Person.rows.count() == 1


def test_without_its_token_a_second_sending_would_act_twice(cast: Cast) -> None:
    # Red control.
    client = signed_in(cast.advocate_a)
    assert [client.post("/people/new/", {}).status_code for _ in range(2)] == [302, 302]
    assert Person.rows.count() == 2


def test_no_field_sets_whose_a_person_is(cast: Cast) -> None:
    forged = {"organisation": str(cast.elsewhere.id), "code": "000000-0", "consent_epoch": "9"}
    signed_in(cast.advocate_a).post("/people/new/", forged)
    (person,) = Person.rows.all()
    assert (person.organisation, person.consent_epoch) == (cast.house, 0)
    assert person.code != "000000-0"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("born", "31 May"),
        ("born", "1994-02-30"),
        ("born", "2026-03-17"),
        ("born", "1850"),
        ("script", "Wing"),
        ("sex", "x"),
        ("full_name", "n" * 201),
    ],
)
def test_what_needs_another_look_is_kept_and_asked(cast: Cast, field: str, typed: str) -> None:
    client = signed_in(cast.advocate_a)
    answer = client.post("/people/new/", {"called": "Kept as typed", field: typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Kept as typed" in page
    assert f'href="#f-{field}"' in page
    assert not Person.rows.exists()


@pytest.mark.parametrize("typed", ["1994", "1994-06", "1994-06-02", "2026-03-16"])
def test_a_birth_is_a_year_a_month_or_a_day(cast: Cast, typed: str) -> None:
    assert signed_in(cast.advocate_a).post("/people/new/", {"born": typed}).status_code == 302


def test_the_edit_page_shows_who_it_is_and_never_the_nationality(
    cast: Cast, person: Person
) -> None:
    page = text_of(signed_in(cast.advocate_a), f"/people/{person.code}/edit/")
    assert f"Marek {CANARY}" in page
    assert CANARY not in page.partition("</title>")[0]
    assert "Nowhere" not in page
    last = Event.objects.order_by("-seq").first()
    assert last is not None
    assert last.name == "person.opened"
    assert b"immigration" not in bytes(last.body)


def test_a_correction_is_kept_and_names_only_what_changed(cast: Cast, person: Person) -> None:
    client = signed_in(cast.advocate_a)
    form = {"full_name": f"Marek {CANARY}", "called": "Mr M", "version": "1", "once": token()}
    answer = client.post(f"/people/{person.code}/edit/", form)
    assert (answer.status_code, answer["Location"]) == (302, f"/people/{person.code}/consents/")
    event = Event.objects.get(name="person.corrected")
    assert b'"called"' in bytes(event.body)
    assert b"nationality" not in bytes(event.body)
    assert b"full_name" not in bytes(event.body)
    assert 'value="Mr M"' in text_of(client, f"/people/{person.code}/edit/")


def test_what_changed_meanwhile_is_shown_beside_what_was_typed(cast: Cast, person: Person) -> None:
    client, path = signed_in(cast.advocate_a), f"/people/{person.code}/edit/"
    actions.correct(actor=cast.advocate_a, person=person, known={"called": "First"}, version=1)
    answer = client.post(path, {"called": "Second", "version": "1", "once": token()})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<td>Second</td>" in page
    assert "<td>First</td>" in page
    assert '<input type="hidden" name="version" value="2">' in page
    assert 'value="First"' in text_of(client, path)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("advocate_a", 200),
        ("advocate_b", 404),
        ("advocate_elsewhere", 404),
        ("first_responder", 404),
        ("case_lead", 403),
        ("police_liaison", 403),
        ("survivor", 403),
    ],
)
def test_only_who_stands_by_may_correct(cast: Cast, person: Person, who: str, status: int) -> None:
    client = signed_in(getattr(cast, who))
    assert client.get(f"/people/{person.code}/edit/").status_code == status
    sent = client.post(f"/people/{person.code}/edit/", {"called": "Changed", "version": "1"})
    assert sent.status_code == (302 if status == 200 else status)
    assert Person.rows.get(id=person.id).version == (2 if status == 200 else 1)


def test_a_foreign_person_is_answered_like_nobody(cast: Cast) -> None:
    client, known = signed_in(cast.advocate_elsewhere), somebody(cast)
    pages = [
        client.get(f"/people/{code}/edit/").content.decode().replace(code, "")
        for code in (known.code, "000000-0")
    ]
    assert _without_tokens(pages[0]) == _without_tokens(pages[1])


def _without_tokens(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


def test_nothing_stays_open_after_a_page(cast: Cast, person: Person) -> None:
    assert CANARY in text_of(signed_in(cast.advocate_a), f"/people/{person.code}/edit/")
    assert permits.desk().permits == set()
    with pytest.raises(permits.NoTrace):
        _ = Person.rows.get(id=person.id).full_name


def test_a_page_that_leaves_no_trace_shows_nothing(
    cast: Cast, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Red control: the same page, its trace forgotten.
    monkeypatch.setattr("clew.survivor.people.views.reads.record", lambda **_: None)
    with pytest.raises(permits.NoTrace):
        signed_in(cast.advocate_a).get(f"/people/{person.code}/edit/")
