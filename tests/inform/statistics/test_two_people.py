"""A table is let out by a second person, never by the one who made it."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from clew.ground.accounts.models import Grant, Member
from clew.ground.accounts.roles import Role
from clew.ground.notices.models import Notice
from clew.inform.statistics import actions, queries
from clew.inform.statistics.actions import AlreadyReleased, YearNotOver
from clew.inform.statistics.models import Table
from clew.inform.statistics.permissions import NotForYou, OwnTable
from clew.inform.statistics.states import Kind, Reason, State, WrongState
from tests.cast import TODAY, Cast, member
from tests.inform.statistics.world import LAST_YEAR

pytestmark = pytest.mark.django_db


def drafted(actor: Member, *, first: int = LAST_YEAR, last: int = LAST_YEAR) -> Table:
    return actions.draft(
        actor=actor, kind=Kind.PEOPLE, shape="form", first_year=first, last_year=last, on=TODAY
    )


@pytest.fixture
def waiting(cast: Cast) -> Table:
    """Draft a table and send it on."""
    table = drafted(cast.policy_lead)
    actions.send(actor=cast.policy_lead, table=table)
    return table


@pytest.fixture
def both(cast: Cast) -> Member:
    """Let the author be a checker too: a charity of two has such a person."""
    Grant.objects.create(member=cast.policy_lead, role=Role.OUTPUT_CHECKER.value)
    return Member.objects.get(id=cast.policy_lead.id)


def test_a_second_person_of_the_circle_releases(cast: Cast, waiting: Table) -> None:
    actions.release(actor=cast.output_checker, table=waiting, on=TODAY)
    (table,) = queries.released_tables()
    assert (table.id, table.state, table.author, table.checker, table.released_on) == (
        waiting.id, State.RELEASED, "Pola Policy", "Otto Checker", TODAY,
    )  # fmt: skip


def test_nobody_releases_their_own_table(waiting: Table, both: Member) -> None:
    with pytest.raises(OwnTable):
        actions.release(actor=both, table=waiting, on=TODAY)
    with pytest.raises(OwnTable):
        actions.send_back(actor=both, table=waiting, reason=Reason.TALK, on=TODAY)
    assert queries.released_tables() == ()


def test_with_the_check_off_the_database_still_refuses(
    waiting: Table, both: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Red control: the check is what refused above, and the constraint stands behind it.
    monkeypatch.setattr(actions, "check_checker", lambda _actor, _table: None)
    with pytest.raises(IntegrityError, match="table_checked_by_another"), transaction.atomic():
        actions.release(actor=both, table=waiting, on=TODAY)


def test_a_released_table_without_a_checker_is_refused_by_the_database(waiting: Table) -> None:
    with pytest.raises(IntegrityError, match="table_released_by_two"), transaction.atomic():
        Table.objects.filter(id=waiting.id).update(state=State.RELEASED.value, released_on=TODAY)


def test_a_checker_of_no_circle_of_theirs_has_no_say(cast: Cast, waiting: Table) -> None:
    stranger = member(cast.elsewhere, "Stan Stranger", Role.OUTPUT_CHECKER)
    with pytest.raises(NotForYou):
        actions.release(actor=stranger, table=waiting, on=TODAY)
    with pytest.raises(queries.NoSuchTable):
        queries.table_for(stranger, waiting.id)


@pytest.mark.parametrize("who", ["policy_lead", "case_lead", "auditor", "administrator"])
def test_who_is_no_checker_releases_nothing(cast: Cast, waiting: Table, who: str) -> None:
    with pytest.raises(NotForYou):
        actions.release(actor=getattr(cast, who), table=waiting, on=TODAY)


def test_a_draft_is_not_released_and_a_released_table_not_sent_back(cast: Cast) -> None:
    table = drafted(cast.policy_lead)
    with pytest.raises(WrongState):
        actions.release(actor=cast.output_checker, table=table, on=TODAY)
    table = Table.objects.get(id=table.id)
    actions.send(actor=cast.policy_lead, table=table)
    actions.release(actor=cast.output_checker, table=table, on=TODAY)
    with pytest.raises(WrongState):
        actions.send_back(actor=cast.output_checker, table=table, reason=Reason.TALK, on=TODAY)


def test_the_checker_is_told_and_what_is_sent_back_says_why(cast: Cast, waiting: Table) -> None:
    told = Notice.objects.values_list("member", "code", "path")
    assert list(told) == [(cast.output_checker.id, "table.waiting", f"/statistics/{waiting.id}/")]
    actions.send_back(actor=cast.output_checker, table=waiting, reason=Reason.TOO_LITTLE, on=TODAY)
    row = Table.objects.get(id=waiting.id)
    assert (row.state, row.reason, row.checker) == ("sent_back", "too_little", cast.output_checker)


def test_only_its_author_sends_a_draft_on(cast: Cast) -> None:
    table = drafted(cast.policy_lead)
    with pytest.raises(NotForYou):
        actions.send(actor=cast.case_lead, table=table)


def test_a_year_is_counted_when_it_is_over(cast: Cast) -> None:
    with pytest.raises(YearNotOver):
        drafted(cast.policy_lead, last=TODAY.year)


def test_the_same_people_are_not_told_of_in_two_tables(cast: Cast, waiting: Table) -> None:
    second = drafted(cast.policy_lead, first=LAST_YEAR - 3)
    before = drafted(cast.policy_lead, first=LAST_YEAR - 3, last=LAST_YEAR - 1)
    for table in (second, before):
        actions.send(actor=cast.policy_lead, table=table)
    actions.release(actor=cast.output_checker, table=waiting, on=TODAY)
    with pytest.raises(AlreadyReleased):
        actions.release(actor=cast.output_checker, table=second, on=TODAY)
    actions.release(actor=cast.output_checker, table=before, on=TODAY)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("policy_lead", True),
        ("output_checker", True),
        ("case_lead", False),
        ("advocate_a", False),
        ("investigator", False),
    ],
)
def test_what_waits_is_seen_by_the_two(cast: Cast, waiting: Table, who: str, sees: bool) -> None:
    seen = list(queries.visible_to(getattr(cast, who)))
    assert seen == ([waiting] if sees else [])


@pytest.mark.parametrize("step", [actions.release, actions.send_back])
def test_a_step_is_taken_from_what_is_stored(
    cast: Cast, waiting: Table, step: Callable[..., None]
) -> None:
    stale = Table.objects.get(id=waiting.id)
    actions.release(actor=cast.output_checker, table=waiting, on=TODAY)
    options = {"reason": Reason.TALK} if step is actions.send_back else {}
    with pytest.raises((WrongState, AlreadyReleased)):
        step(actor=cast.output_checker, table=stale, on=TODAY, **options)
