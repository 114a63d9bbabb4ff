"""What was asked of one person's house: their advocate's page and the data steward's."""

import re

import pytest
from django.urls import reverse

from clew.ground.accounts.roles import Role
from clew.ground.pairs.models import Proposal
from clew.survivor.people.models import Person
from clew.survivor.rights import asking
from clew.survivor.rights.models import Copy, Erasure, Hold
from clew.survivor.rights.states import Copying, Erasing
from tests.cast import CANARY, TODAY, Cast, member, signed_in
from tests.survivor.rights.erased import REASON

pytestmark = pytest.mark.django_db
DESK = "/stewarding/"


def test_from_the_wish_to_the_second_yes_on_the_pages(cast: Cast, person: Person) -> None:
    advocate, steward = signed_in(cast.advocate_a), signed_in(cast.data_steward)
    page = reverse("rights:person", args=[person.code])
    assert advocate.post(page, {"do": "ask_erasure"}).status_code == 302
    row = Erasure.rows.get(person=person)
    assert "must first speak with them alone" in steward.get(DESK).content.decode()
    propose = reverse("rights:erasure", args=[row.id])
    assert steward.post(propose, {"reason": REASON}).status_code == 422
    assert advocate.post(page, {"do": "check"}).status_code == 302
    assert steward.post(propose, {"reason": " "}).status_code == 422
    assert steward.post(propose, {"reason": REASON}).status_code == 302
    lead = signed_in(cast.case_lead, shown_for=person.id)
    assert REASON in lead.get("/second-eyes/").content.decode()
    decide = reverse("pairs:decide", args=[Proposal.rows.get().id])
    assert lead.post(decide, {"answer": "confirm"}).status_code == 302
    row.refresh_from_db()
    assert row.state == Erasing.CONFIRMED
    assert "confirmed, waits for its day" in advocate.get(page).content.decode()
    assert advocate.post(page, {"do": "take_back"}).status_code == 302
    row.refresh_from_db()
    assert row.state == Erasing.TAKEN_BACK


def test_the_steward_sees_codes_and_days_and_nobodys_story(cast: Cast, person: Person) -> None:
    asking.ask(actor=cast.advocate_a, person=person, on=TODAY)
    page = signed_in(cast.data_steward).get(DESK).content.decode()
    assert person.code in page
    assert CANARY not in page
    assert signed_in(cast.data_steward).get(f"/cases/{person.code}/").status_code in {403, 404}


def test_a_house_next_door_sees_nothing_of_it(cast: Cast, person: Person) -> None:
    row = asking.ask(actor=cast.advocate_a, person=person, on=TODAY)
    other = signed_in(member(cast.kitchen, "Kim Steward", Role.DATA_STEWARD))
    assert person.code not in other.get(DESK).content.decode()
    assert other.post(reverse("rights:erasure", args=[row.id]), {"reason": "x"}).status_code == 404


def test_a_hold_is_proposed_shown_with_its_reason_and_its_lifting_proposed(
    cast: Cast, person: Person
) -> None:
    advocate, steward = signed_in(cast.advocate_a), signed_in(cast.data_steward)
    page = reverse("rights:person", args=[person.code])
    sent = {"do": "hold", "basis": "court", "reason": "The trial begins in May."}
    assert advocate.post(page, sent | {"basis": "whim"}).status_code == 422
    assert advocate.post(page, sent).status_code == 302
    lead = signed_in(cast.case_lead, shown_for=person.id)
    lead.post(reverse("pairs:decide", args=[Proposal.rows.get().id]), {"answer": "confirm"})
    hold = Hold.rows.get()
    for client in (advocate, lead):
        assert "The trial begins in May." in client.get(page).content.decode()
    assert "The trial begins in May." in steward.get(DESK).content.decode()
    lift = reverse("rights:hold", args=[hold.id])
    assert steward.post(lift, {"reason": "It is over."}).status_code == 302
    assert "Lifting it waits" in steward.get(DESK).content.decode()


@pytest.mark.parametrize("do", ["", "check", "take_back", "take_copy_back", "nonsense"])
def test_a_press_on_what_is_not_open_changes_nothing(cast: Cast, person: Person, do: str) -> None:
    page = reverse("rights:person", args=[person.code])
    assert signed_in(cast.advocate_a).post(page, {"do": do}).status_code == 422
    assert not Erasure.rows.exists()


def test_a_lead_reads_the_page_and_asks_for_nothing(cast: Cast, person: Person) -> None:
    page = reverse("rights:person", args=[person.code])
    lead = signed_in(cast.case_lead, shown_for=person.id)
    shown = lead.get(page).content.decode()
    assert not re.search(r'name="do"', shown)
    assert lead.post(page, {"do": "ask_erasure"}).status_code == 403


def ready(cast: Cast, person: Person) -> Copy:
    """Let a copy be ready to hand over."""
    advocate = signed_in(cast.advocate_a)
    page = reverse("rights:person", args=[person.code])
    assert advocate.post(page, {"do": "ask_copy"}).status_code == 302
    row = Copy.rows.get()
    assert advocate.get(reverse("rights:copy", args=[person.code])).status_code == 404
    sent = {"reason": "She asked."}
    steward = signed_in(cast.data_steward)
    assert steward.post(reverse("rights:hand_over", args=[row.id]), sent).status_code == 302
    decide = reverse("pairs:decide", args=[Proposal.rows.get().id])
    signed_in(cast.case_lead).post(decide, {"answer": "confirm"})
    row.refresh_from_db(fields=["state"])
    assert row.state == Copying.READY
    return row


def test_a_copy_is_read_redacted_and_handed_over_once(cast: Cast, person: Person) -> None:
    row = ready(cast, person)
    advocate = signed_in(cast.advocate_a)
    page = reverse("rights:copy", args=[person.code])
    shown = advocate.get(page).content.decode()
    assert CANARY in shown
    assert "07700 900123" in shown  # their own number
    assert "07700 900999" not in shown  # a number of somebody else, in a claim
    hidden = advocate.post(page, {"do": "hide", "words": CANARY})
    assert hidden.status_code == 302
    main = advocate.get(page).content.decode().split('class="sheet stack kept"')[1]
    main = main.split("Who has looked")[0]  # names there are of those who looked
    assert CANARY not in main
    by_letter = {"do": "handed_over", "channel": "letter"}
    assert advocate.post(page, by_letter).status_code == 422  # not agreed on
    assert advocate.post(page, {"do": "handed_over"}).status_code == 422
    in_person = {"do": "handed_over", "channel": "in_person"}
    assert advocate.post(page, in_person).status_code == 302
    row.refresh_from_db(fields=["state"])
    assert row.state == Copying.HANDED_OVER
    assert advocate.get(page).status_code == 404


def test_nobody_but_who_stands_by_them_reads_the_copy(cast: Cast, person: Person) -> None:
    ready(cast, person)
    page = reverse("rights:copy", args=[person.code])
    for who, status in (
        (cast.advocate_b, 404), (cast.case_lead, 403), (cast.data_steward, 403),
        (cast.advocate_elsewhere, 404), (cast.administrator, 404),
    ):  # fmt: skip
        answer = signed_in(who).get(page)
        assert answer.status_code == status
        assert CANARY not in answer.content.decode()
