"""The first page of a case: how to reach them safely, what stays closed, and who may see it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from clew.ground.accounts.models import Member
from clew.rules.consent.kinds import Kind, Purpose
from clew.support.casework import actions, queries
from clew.support.casework.models import Case
from clew.support.casework.states import MomentKind
from clew.survivor.consent.actions import record as record_consent
from clew.survivor.contact.actions import add_way, agree_on
from clew.survivor.release.actions import withdraw
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.support.casework.files import a_case, at, last_seq, reads_since, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
ADDRESS = f"2 {CANARY} Lane"
NEVER = f"Not through {CANARY}."


def flat(page: str) -> str:
    return " ".join(page.split())


def page_of(member: Member, case: Case, rest: str = "") -> str:
    client = signed_in(member, shown_for=case.person_id)
    return flat(text_of(client.get(at(case, rest))))


def test_nobody_has_asked_yet_means_do_not_contact(cast: Cast, case: Case) -> None:
    page = page_of(cast.advocate_a, case)
    assert "Nobody has asked yet: do not contact" in page
    assert page.index("do not contact") < page.index("In five lines")


def test_how_to_reach_them_safely_stands_first_and_is_never_folded(cast: Cast, case: Case) -> None:
    agree_on(
        actor=cast.advocate_a, person=case.person, how="Call.", when="Mornings.", never=NEVER,
        checked_with="person", checked_on=TODAY,
    )  # fmt: skip
    page = page_of(cast.advocate_a, case)
    assert "Reaching Marek safely" in page
    assert page.index(NEVER) < page.index("In five lines")
    assert "<details" not in page[page.index("<main") : page.index(NEVER)]
    assert "do not contact" not in page


def test_an_address_shows_nothing_until_show_and_then_leaves_exactly_one_event(
    cast: Cast, case: Case
) -> None:
    way = add_way(actor=cast.advocate_a, person=case.person, kind="address", value=ADDRESS)
    client = signed_in(cast.advocate_a)
    before = last_seq()
    page = text_of(client.get(at(case)))
    assert "An address, closed" in flat(page)
    assert CANARY not in page
    assert reads_since(before) == [("case.opened", {case.person_id})]
    show = f"/people/{case.person.code}/contact/{way.id}/show/"
    assert f'action="{show}"' in page
    assert client.get(show).status_code == 405  # a link never opens it
    before = last_seq()
    shown = text_of(client.post(show))
    assert ADDRESS in shown
    assert reads_since(before) == [("contact.address_shown", {case.person_id})]


def test_opening_a_case_is_one_event_and_says_who_looked(cast: Cast, case: Case) -> None:
    page_of(cast.case_lead, case)
    before = last_seq()
    page = page_of(cast.advocate_a, case)
    assert reads_since(before) == [("case.opened", {case.person_id})]
    assert "Cleo Lead, Lantern House" in page
    assert page.count("Read the case") == 2  # the lead, and this reading itself
    assert "Read the case, 2 times" in page_of(cast.advocate_a, case)
    assert "Wrote the person down" in page


def test_the_case_of_another_organisation_answers_like_one_that_is_not_there(
    cast: Cast, case: Case
) -> None:
    elsewhere = a_case(cast.advocate_elsewhere, f"Ylva{CANARY}")
    client = signed_in(cast.advocate_a)
    foreign, unknown = client.get(at(elsewhere)), client.get("/cases/000000-0/")
    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert CANARY not in text_of(foreign)
    theirs = signed_in(cast.advocate_elsewhere)
    assert theirs.get(at(elsewhere)).status_code == 200  # red control
    assert set(queries.visible_to(cast.advocate_elsewhere)) == {elsewhere}
    assert set(queries.visible_to(cast.advocate_a)) == {case}


PAGES = [
    "", "notes/", "notes/new/", "tasks/new/", "timeline/new/", "five-lines/", "recovery/",
    "stage/", "claims/",
]  # fmt: skip


@pytest.mark.parametrize("rest", PAGES)
def test_every_page_of_a_case_is_closed_to_all_but_those_it_is_for(
    cast: Cast, case: Case, rest: str
) -> None:
    seen = {
        name: signed_in(getattr(cast, name)).get(at(case, rest)).status_code
        for name in (
            "advocate_a", "advocate_b", "advocate_elsewhere", "lawyer", "investigator",
            "police_liaison", "administrator", "auditor", "first_responder", "survivor",
        )
    }  # fmt: skip
    # An administrator is told nothing of any case, and those who lead hear of the try.
    outside = dict.fromkeys(seen, 403) | {"advocate_elsewhere": 404, "administrator": 404}
    assert seen == outside | {"advocate_a": 200, "advocate_b": 200}


def test_who_leads_the_team_sees_the_case_and_finds_no_button_to_change_it(
    cast: Cast, case: Case
) -> None:
    page = page_of(cast.case_lead, case)
    assert "Marek" in page
    for rest in ("five-lines/", "tasks/new/", "timeline/new/", "stage/", "recovery/", "claims/"):
        assert at(case, rest) not in page
        assert at(case, rest) in page_of(cast.advocate_a, case)  # red control


def test_a_name_stands_in_no_title_and_no_address(cast: Cast) -> None:
    case = a_case(cast.advocate_a, f"Marek{CANARY}")
    page = page_of(cast.advocate_a, case)
    title = page[page.index("<title>") : page.index("</title>")]
    assert case.person.code in title
    assert CANARY not in title
    assert not [link for link in page.split('href="')[1:] if CANARY in link.partition('"')[0]]
    assert f"Marek{CANARY}" in page  # red control


def test_the_thread_is_put_together_from_what_each_room_knows(cast: Cast, case: Case) -> None:
    actor = cast.advocate_a
    for kind, days, title in (
        (MomentKind.COURT, 5, "Hearing"),
        (MomentKind.CONTACT, -50, "Met in the park"),
    ):
        actions.add_moment(
            actor=actor, case=case, kind=kind, happened_on=TODAY + timedelta(days=days),
            title=title,
        )  # fmt: skip
    actions.add_note(
        actor=actor, case=case, text="First line\nsecond", happened_on=TODAY - timedelta(days=2)
    )
    actions.add_task(
        actor=actor, case=case, what="Letter", owner=actor, due_on=TODAY + timedelta(days=3),
        on=TODAY,
    )  # fmt: skip
    file = queries.open_file(actor, case)
    found = queries.timeline(actor, file, on=TODAY)
    told = [
        (item.place.value, item.entry.title if item.entry else f"{item.days} days")
        for item in found
    ]
    assert told == [
        ("ahead", "Hearing"),
        ("ahead", "Letter"),
        ("now", "The case was opened here"),
        ("done", "First line"),
        ("gap", "47 days"),
        ("done", "Met in the park"),
    ]
    only_court = queries.timeline(actor, file, on=TODAY, kind="court")
    assert [item.entry.title for item in only_court if item.entry] == ["Hearing"]
    page = page_of(actor, case)
    assert "47 days with no entry." in page
    assert "47 days with no entry." not in page_of(actor, case, "?show=contact")


def test_the_page_and_its_thread_fetch_tasks_and_yeses_once(cast: Cast, case: Case) -> None:
    window = signed_in(cast.advocate_a)
    asked: list[str] = []

    def note(execute: Callable[..., object], sql: str, *rest: object) -> object:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        assert window.get(f"/cases/{case.person.code}/").status_code == 200
    for table in ("casework_task", "consent_consent", "casework_moment"):
        assert sum(f'FROM "{table}"' in sql for sql in asked) == 1, table


def test_a_yes_and_its_taking_back_are_on_the_thread_and_beside_it(cast: Cast, case: Case) -> None:
    consent = record_consent(
        actor=cast.advocate_a, person=case.person, recipient=cast.police, kinds=[Kind.IDENTITY],
        purpose=Purpose.INVESTIGATE, from_on=TODAY, until_on=TODAY + timedelta(days=60),
    )  # fmt: skip
    page = page_of(cast.advocate_a, case)
    assert "Yes: Northmoor Police may know" in page
    assert "A yes ends: Northmoor Police" in page
    assert "Until 15 May 2026" in page
    withdraw(actor=cast.advocate_a, consent=consent)
    page = page_of(cast.advocate_a, case)
    assert "Taken back: Northmoor Police" in page
    assert "Northmoor Police: nothing any more" in page
    assert "A yes ends" not in page
