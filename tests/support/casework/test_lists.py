"""The list of cases and the day: what is due, to whom it is shown, and one event for all of it."""

from datetime import date, timedelta

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from clew.ground.accounts.models import Member
from clew.ground.vault import permits
from clew.rules.consent.kinds import Kind, Purpose
from clew.support.casework import actions, queries
from clew.support.casework.models import Case
from clew.support.casework.queries.listing import DueBy, Filter, Sort
from clew.support.casework.states import MomentKind, Stage
from clew.survivor.consent.actions import record as record_consent
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.support.casework.files import a_case, last_seq, reads_since, text_of

pytestmark = pytest.mark.django_db


def owe(actor: Member, case: Case, what: str, due_on: date | None) -> None:
    actions.add_task(actor=actor, case=case, what=what, owner=actor, due_on=due_on, on=TODAY)


@pytest.fixture
def three(cast: Cast) -> list[Case]:
    """Open three cases of advocate A: late, due tomorrow, and with nothing owed."""
    cases = [a_case(cast.advocate_a, name) for name in ("Zoran", "Marek", "Ada")]
    owe(cast.advocate_a, cases[0], "Answer the council", TODAY - timedelta(days=3))
    owe(cast.advocate_a, cases[0], "Later than that", TODAY + timedelta(days=9))
    owe(cast.advocate_a, cases[1], "Call", TODAY + timedelta(days=1))
    return cases


def codes(found: queries.Caseload) -> list[str]:
    return [row.code for row in found.rows]


def test_the_list_is_ordered_by_what_is_due_first(cast: Cast, three: list[Case]) -> None:
    found = queries.caseload(cast.advocate_a, Filter(), on=TODAY)
    assert codes(found) == [case.person.code for case in three]
    assert [(row.called, row.next_task, row.is_late) for row in found.rows] == [
        ("Zoran", "Answer the council", True),
        ("Marek", "Call", False),
        ("Ada", "", False),
    ]


def test_the_list_can_be_ordered_by_code_or_last_contact_and_never_by_name(
    cast: Cast, three: list[Case]
) -> None:
    actions.add_moment(
        actor=cast.advocate_a, case=three[0], kind=MomentKind.CONTACT, happened_on=TODAY,
        title="met",
    )  # fmt: skip
    by_code = queries.caseload(cast.advocate_a, Filter(sort=Sort.CODE), on=TODAY)
    assert codes(by_code) == sorted(case.person.code for case in three)
    by_contact = queries.caseload(cast.advocate_a, Filter(sort=Sort.CONTACT), on=TODAY)
    assert codes(by_contact)[-1] == three[0].person.code
    assert [row.last_contact_on for row in by_contact.rows] == [None, None, TODAY]
    assert [sort.value for sort in Sort] == ["due", "code", "contact"]


def test_a_list_is_one_event_that_names_exactly_those_on_it(cast: Cast, three: list[Case]) -> None:
    elsewhere = a_case(cast.advocate_elsewhere, "Ylva")
    of_b = a_case(cast.advocate_b, "Xenia")
    before = last_seq()
    queries.caseload(cast.advocate_a, Filter(), on=TODAY)
    assert reads_since(before) == [("case.list_opened", {case.person_id for case in three})]
    before = last_seq()
    queries.caseload(cast.advocate_a, Filter(due=DueBy.LATE), on=TODAY)
    assert reads_since(before) == [("case.list_opened", {three[0].person_id})]
    before = last_seq()
    queries.caseload(cast.case_lead, Filter(), on=TODAY)
    team = {case.person_id for case in (*three, of_b)}
    assert reads_since(before) == [("case.list_opened", team)]
    assert elsewhere.person_id not in team


def test_keys_of_a_page_are_fetched_in_one_query(cast: Cast, three: list[Case]) -> None:
    permits.clear()
    with CaptureQueriesContext(connections["keyring"]) as asked:
        queries.caseload(cast.advocate_a, Filter(), on=TODAY)
    assert len(asked) == 1
    assert three


def test_each_sees_exactly_the_cases_that_are_theirs(cast: Cast, three: list[Case]) -> None:
    elsewhere = a_case(cast.advocate_elsewhere, "Ylva")
    of_b = a_case(cast.advocate_b, "Xenia")

    def seen(actor: Member) -> set[str]:
        return set(codes(queries.caseload(actor, Filter(), on=TODAY)))

    own = {case.person.code for case in three}
    assert seen(cast.advocate_a) == own
    assert seen(cast.advocate_b) == {of_b.person.code}
    assert seen(cast.case_lead) == own | {of_b.person.code}
    assert seen(cast.advocate_elsewhere) == {elsewhere.person.code}
    assert seen(cast.lawyer) == seen(cast.police_liaison) == set()


def test_filters_take_stage_owner_and_due(cast: Cast, three: list[Case]) -> None:
    actions.change_stage(
        actor=cast.advocate_a, case=three[2], version=1, stage=Stage.CLOSED, on=TODAY
    )

    def found(wanted: Filter) -> list[str]:
        return codes(queries.caseload(cast.case_lead, wanted, on=TODAY))

    late, week, closed = (case.person.code for case in three)
    assert found(Filter()) == [late, week]
    assert found(Filter(stage=Stage.CLOSED)) == [closed]
    assert found(Filter(due=DueBy.LATE)) == [late]
    assert found(Filter(due=DueBy.WEEK)) == [late, week]
    assert found(Filter(owner=cast.advocate_a.id)) == [late, week]
    assert found(Filter(owner=cast.advocate_b.id)) == []


def test_a_long_list_comes_in_pages(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clew.support.casework.queries.listing.PAGE", 2)
    for number in range(5):
        a_case(cast.advocate_a, f"Nobody{number}")
    pages = [
        queries.caseload(cast.advocate_a, Filter(page=page), on=TODAY) for page in (1, 2, 3, 99)
    ]
    assert [len(page.rows) for page in pages] == [2, 2, 1, 1]
    assert {page.total for page in pages} == {5}
    shown = {row.code for page in pages[:3] for row in page.rows}
    assert len(shown) == 5


@pytest.mark.usefixtures("on_the_day")
def test_the_page_keeps_its_filters_in_the_address(cast: Cast, three: list[Case]) -> None:
    client = signed_in(cast.advocate_a)
    page = text_of(client.get("/cases/?due=late"))
    assert [case.person.code in page for case in three] == [True, False, False]
    assert "13 March 2026, late" in page
    assert CANARY not in page
    odd = client.get("/cases/?stage=x&due=y&sort=name&owner=z&page=-1")
    assert odd.status_code == 200
    assert [case.person.code in text_of(odd) for case in three] == [True, True, True]


def test_the_day_says_what_is_late_due_and_coming(cast: Cast, three: list[Case]) -> None:
    owe(cast.advocate_a, three[2], "Letter", TODAY)
    owe(cast.advocate_b, a_case(cast.advocate_b, "Xenia"), "Of somebody else", TODAY)
    before = last_seq()
    found = queries.today(cast.advocate_a, on=TODAY)
    assert [(item.what, item.days_late) for item in found.late] == [("Answer the council", 3)]
    assert [item.what for item in found.today] == ["Letter"]
    assert [item.what for item in found.week] == ["Call"]
    assert reads_since(before) == [("today.opened", {case.person_id for case in three})]


def test_a_yes_that_ends_soon_is_on_the_day(cast: Cast, three: list[Case]) -> None:
    for case, days in zip(three, (5, 15, 5), strict=True):
        record_consent(
            actor=cast.advocate_a, person=case.person, recipient=cast.police,
            kinds=[Kind.IDENTITY], purpose=Purpose.INVESTIGATE, from_on=TODAY,
            until_on=TODAY + timedelta(days=days),
        )  # fmt: skip
    found = queries.today(cast.advocate_a, on=TODAY).ending
    assert {row.code for row in found} == {three[0].person.code, three[2].person.code}
    assert {row.days_left for row in found} == {5}
    assert queries.today(cast.advocate_b, on=TODAY).ending == ()


@pytest.mark.usefixtures("on_the_day")
def test_the_day_is_said_in_words(cast: Cast, three: list[Case]) -> None:
    page = " ".join(text_of(signed_in(cast.advocate_a).get("/cases/today/")).split())
    assert "One thing is late. Nothing is due today." in page
    assert "3 days late" in page
    assert three[0].person.code in page
    clear = " ".join(text_of(signed_in(cast.advocate_b).get("/cases/today/")).split())
    assert "Nothing is late. Nothing is due today." in clear
    assert three[0].person.code not in clear
