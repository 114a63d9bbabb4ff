"""Safe contact: the rules that hold, the former ones, and one way opened at a time."""

import pytest

from clew.ground.audit.models import Event
from clew.survivor.contact.models import SafeContact, Way
from clew.survivor.people.models import Person
from tests.cast import CANARY, Cast, signed_in
from tests.survivor.made import somebody, text_of, token

pytestmark = pytest.mark.django_db

NUMBER = "07700 900461"


def agreed(**changed: str) -> dict[str, str]:
    """Return the form of the rules."""
    form = {
        "how": "Say you are the library.", "when": "Mondays", "never": "No messages",
        "checked_with": "person", "checked_on": "2026-03-10", "once": token(),
    }  # fmt: skip
    return form | changed


def contact(person: Person) -> str:
    """Return the address of the page."""
    return f"/people/{person.code}/contact/"


def test_while_nobody_has_asked_there_is_no_contact(cast: Cast, person: Person) -> None:
    page = text_of(signed_in(cast.advocate_a), contact(person))
    assert "No safe way is known yet" in page
    assert "Do not call, write or visit." in page


def test_the_newest_rules_hold_and_the_former_stay_readable(cast: Cast, person: Person) -> None:
    client = signed_in(cast.advocate_a)
    assert client.post(contact(person), agreed()).status_code == 302
    newer = agreed(how="Ring twice.", checked_on="2026-03-12", checked_with="interpreter")
    assert client.post(contact(person), newer).status_code == 302
    page = text_of(client, contact(person))
    holds, _, former = page.partition("One former agreement")
    assert "Ring twice." in holds
    assert "checked on 12 March 2026" in holds
    assert "Say you are the library." not in holds
    assert "Say you are the library." in former
    assert "Checked on 10 March 2026" in former


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"checked_on": "2026-03-17"}, "f-checked_on"),
        ({"checked_on": "tomorrow"}, "f-checked_on"),
        ({"checked_on": ""}, "f-checked_on"),
        ({"checked_with": ""}, "f-checked_with"),
        ({"checked_with": "her brother"}, "f-checked_with"),
        ({"how": "", "when": "", "never": " "}, "f-how"),
        ({"when": "x" * 1001}, "f-when"),
        ({"do": "way", "kind": "phone", "value": ""}, "f-value"),
        ({"do": "way", "kind": "pigeon", "value": "x"}, "f-kind"),
        ({"do": "way", "kind": "email", "value": "nobody"}, "f-value"),
        ({"do": "way", "kind": "email", "value": "a@b.invalid\r\nBcc: c@d.invalid"}, "f-value"),
    ],
)
def test_what_needs_another_look_is_asked(
    cast: Cast, person: Person, changed: dict[str, str], field: str
) -> None:
    answer = signed_in(cast.advocate_a).post(contact(person), agreed(**changed))
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.content.decode()
    assert not SafeContact.rows.exists()
    assert not Way.rows.exists()


def test_a_way_is_closed_until_it_is_shown_and_each_showing_is_one_event(
    cast: Cast, person: Person
) -> None:
    client = signed_in(cast.advocate_a)
    way = {"do": "way", "kind": "phone", "value": NUMBER, "once": token()}
    assert client.post(contact(person), way).status_code == 302
    assert NUMBER not in text_of(client, contact(person))
    (row,) = Way.rows.all()
    before = Event.objects.count()
    shown = client.post(f"{contact(person)}{row.id}/show/")
    assert NUMBER in shown.content.decode()
    assert list(Event.objects.order_by("seq")[before:].values_list("name", flat=True)) == [
        "contact.phone_shown"
    ]
    assert client.get(f"{contact(person)}{row.id}/show/").status_code == 405


def test_a_way_opens_under_its_own_person_only(cast: Cast, person: Person) -> None:
    client = signed_in(cast.advocate_a)
    other = somebody(cast, full_name=f"Rosa {CANARY}")
    client.post(contact(other), {"do": "way", "kind": "phone", "value": NUMBER})
    (row,) = Way.rows.all()
    assert client.post(f"{contact(person)}{row.id}/show/").status_code == 404
    foreign = signed_in(cast.advocate_elsewhere)
    assert foreign.post(f"{contact(other)}{row.id}/show/").status_code == 404
    assert client.post(f"{contact(other)}{row.id}/show/").status_code == 200  # red control


def test_sent_twice_the_rules_are_written_once(cast: Cast, person: Person) -> None:
    client, form = signed_in(cast.advocate_a), agreed()
    assert [client.post(contact(person), form).status_code for _ in range(2)] == [302, 409]
    assert SafeContact.rows.count() == 1


@pytest.mark.parametrize(
    ("who", "reads", "writes"),
    [
        ("case_lead", 200, 403),
        ("advocate_b", 404, 404),
        ("advocate_elsewhere", 404, 404),
        ("police_liaison", 403, 403),
    ],
)
def test_only_who_stands_by_agrees_on_rules(
    cast: Cast, person: Person, who: str, reads: int, writes: int
) -> None:
    client = signed_in(getattr(cast, who), shown_for=person.id)
    assert client.get(contact(person)).status_code == reads
    assert client.post(contact(person), agreed()).status_code == writes
    assert not SafeContact.rows.exists()
