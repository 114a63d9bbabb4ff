"""Nothing happens before a second person says yes, and not everybody can be the second."""

import threading
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import IntegrityError, connection, transaction

from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import STAFF, Role
from clew.ground.audit.models import Event
from clew.ground.notices.models import Notice
from clew.ground.pairs import actions, operations, permissions, queries
from clew.ground.pairs.models import Proposal
from clew.ground.pairs.operations import CannotBeDone, Operation
from clew.ground.pairs.states import NEXT, State
from clew.ground.vault import permits
from clew.ground.vault.permits import NoTrace
from tests.cast import CANARY, Cast, member
from tests.factories.proposals import MADE_UP, NARROW, done

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 16, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    done.clear()


def proposed(actor: Member, operation: Operation = MADE_UP, **more: object) -> Proposal:
    given: dict[str, object] = {"about": uuid.uuid4(), "reason": CANARY, "at": NOW}
    return actions.propose(actor=actor, operation=operation.code, **(given | more))  # type: ignore[arg-type]


@pytest.mark.both
def test_nothing_happens_before_the_second_yes_and_then_once(cast: Cast) -> None:
    row = proposed(cast.data_steward, NARROW)
    assert done == []
    actions.confirm(actor=cast.case_lead, proposal=row, at=NOW)
    assert done == [row.about]
    with pytest.raises(actions.NotWaiting):
        actions.confirm(actor=cast.case_lead, proposal=row, at=NOW)
    assert done == [row.about]
    names = list(Event.objects.filter(purpose="second_eyes").values_list("name", flat=True))
    assert names == ["pair.proposed", "pair.confirmed"]


def test_the_second_person_is_told_and_then_the_first_without_a_word_of_it(cast: Cast) -> None:
    row = proposed(cast.data_steward, NARROW)
    assert [n.member_id for n in Notice.objects.filter(code="pair.waiting")] == [cast.case_lead.id]
    actions.refuse(actor=cast.case_lead, proposal=row, at=NOW)
    told = Notice.objects.get(code="pair.refused")
    assert (told.member_id, told.path) == (cast.data_steward.id, "/second-eyes/")
    assert done == []


def test_nobody_confirms_what_they_proposed(cast: Cast) -> None:
    row = proposed(cast.advocate_a)
    with pytest.raises(permissions.SamePerson):
        actions.confirm(actor=cast.advocate_a, proposal=row, at=NOW)
    assert done == []


@pytest.mark.both
def test_the_database_holds_the_rule_of_two_as_well(cast: Cast) -> None:
    # Red control: the check of the code taken away, the database still refuses.
    row = proposed(cast.advocate_a)
    with (
        patch("clew.ground.pairs.actions.check_confirm"),
        pytest.raises(IntegrityError),
        transaction.atomic(),
    ):
        actions.confirm(actor=cast.advocate_a, proposal=row, at=NOW)
    row.refresh_from_db(fields=["state"])
    assert row.state == State.WAITING


def test_an_author_is_no_checker(cast: Cast) -> None:
    row = proposed(cast.advocate_a, authors=[cast.advocate_b])
    with pytest.raises(permissions.SamePerson):
        actions.confirm(actor=cast.advocate_b, proposal=row, at=NOW)
    other = proposed(cast.advocate_a)  # red control: not an author
    actions.confirm(actor=cast.advocate_b, proposal=other, at=NOW)
    assert done == [other.about]


@pytest.mark.parametrize("turned", [False, True])
def test_an_administrator_and_a_data_steward_do_nothing_together(
    cast: Cast, turned: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = cast.administrator, cast.data_steward
    if turned:
        first, second = second, first
    row = proposed(first)
    with pytest.raises(permissions.RefusedTogether):
        actions.confirm(actor=second, proposal=row, at=NOW)
    assert second not in permissions.seconds(row)
    monkeypatch.setattr(permissions, "NEVER_TOGETHER", ())  # red control
    actions.confirm(actor=second, proposal=row, at=NOW)


def test_a_role_that_is_not_asked_neither_proposes_nor_confirms(cast: Cast) -> None:
    with pytest.raises(permissions.NotYourOperation):
        proposed(cast.advocate_a, NARROW)
    row = proposed(cast.data_steward, NARROW)
    for other in (cast.advocate_a, cast.administrator, cast.survivor):
        with pytest.raises(permissions.NotYourOperation):
            actions.confirm(actor=other, proposal=row, at=NOW)
    cast.case_lead.is_active = False
    with pytest.raises(permissions.NotYourOperation):
        actions.confirm(actor=cast.case_lead, proposal=row, at=NOW)
    assert done == []


def test_a_proposal_lapses_and_can_be_made_again(cast: Cast) -> None:
    row = proposed(cast.data_steward, NARROW)
    late = NOW + timedelta(hours=NARROW.lasts_hours)
    with pytest.raises(actions.NotWaiting):
        actions.confirm(actor=cast.case_lead, proposal=row, at=late)
    assert queries.waiting_for(cast.case_lead, at=late) == []
    again = proposed(cast.data_steward, NARROW, about=row.about, at=late)
    row.refresh_from_db(fields=["state"])
    assert (row.state, again.state) == (State.LAPSED, State.WAITING)
    actions.confirm(actor=cast.case_lead, proposal=again, at=late)
    assert done == [row.about]


@pytest.mark.both
def test_one_thing_waits_once(cast: Cast) -> None:
    row = proposed(cast.data_steward, NARROW)
    with pytest.raises(actions.AlreadyProposed):
        proposed(cast.data_steward, NARROW, about=row.about)
    assert Proposal.rows.count() == 1


def test_what_was_taken_back_or_refused_is_never_done(cast: Cast) -> None:
    row = proposed(cast.data_steward, NARROW)
    with pytest.raises(actions.NotYourProposal):
        actions.take_back(actor=cast.case_lead, proposal=row, at=NOW)
    actions.take_back(actor=cast.data_steward, proposal=row, at=NOW)
    refused = proposed(cast.data_steward, NARROW)
    actions.refuse(actor=cast.case_lead, proposal=refused, at=NOW)
    for one in (row, refused):
        with pytest.raises(actions.NotWaiting):
            actions.confirm(actor=cast.case_lead, proposal=one, at=NOW)
    assert done == []


def test_a_second_person_comes_from_the_circle_only_where_the_house_has_none(cast: Cast) -> None:
    near = member(cast.kitchen, "Kit Lead", Role.CASE_LEAD)
    far = member(cast.elsewhere, "Far Lead", Role.CASE_LEAD)
    row = proposed(cast.data_steward, NARROW)
    assert permissions.seconds(row) == [cast.case_lead]
    with pytest.raises(permissions.NotYourOperation):
        actions.confirm(actor=near, proposal=row, at=NOW)
    Member.objects.filter(id=cast.case_lead.id).update(is_active=False)
    assert permissions.seconds(row) == [near]
    with pytest.raises(permissions.NotYourOperation):
        actions.confirm(actor=far, proposal=row, at=NOW)
    actions.confirm(actor=near, proposal=row, at=NOW)
    assert done == [row.about]


def test_with_nobody_to_ask_nothing_waits_for_ever(cast: Cast) -> None:
    Member.objects.filter(id=cast.case_lead.id).update(is_active=False)
    with pytest.raises(actions.NobodyToAsk):
        proposed(cast.data_steward, NARROW)
    assert not Proposal.rows.exists()


def test_what_cannot_be_done_now_is_undone_as_a_whole_and_waits_on(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(proposal: Proposal, second: Member) -> None:
        done.append(proposal.about)
        Notice.objects.create(member=second, code="task.assigned", path="/")
        msg = "A hold was set meanwhile."
        raise CannotBeDone(msg)

    monkeypatch.setitem(operations._REGISTERED, MADE_UP.code, replace(MADE_UP, carry_out=stopped))  # noqa: SLF001 -- to be replaced in this test
    row = proposed(cast.advocate_a)
    with pytest.raises(CannotBeDone):
        actions.confirm(actor=cast.advocate_b, proposal=row, at=NOW)
    row.refresh_from_db(fields=["state"])
    assert row.state == State.WAITING
    assert not Notice.objects.filter(code="task.assigned").exists()
    assert not Event.objects.filter(name="pair.confirmed").exists()


def test_a_reason_is_wanted_sealed_and_opened_only_with_a_trace(cast: Cast) -> None:
    with pytest.raises(actions.NoReason):
        proposed(cast.advocate_a, reason="  ")
    row = proposed(cast.advocate_a)
    stored = Proposal.rows.get(id=row.id)
    permits.clear()
    with pytest.raises(NoTrace):
        _ = stored.reason
    (opened,) = queries.with_reasons(cast.advocate_b, [stored])
    assert opened.reason == CANARY
    assert Event.objects.filter(name="pair.reasons_read").count() == 1


def test_what_was_said_of_a_forgotten_person_goes_and_that_two_decided_stays(cast: Cast) -> None:
    whom = uuid.uuid4()
    decided = proposed(cast.advocate_a, subject=whom, particulars={"claims": ["x"]})
    actions.confirm(actor=cast.advocate_b, proposal=decided, at=NOW)
    waiting = proposed(cast.advocate_a, subject=whom)
    actions.forget(whom)
    for row in (decided, waiting):
        row.refresh_from_db(fields=["state", "reason", "particulars"])
        assert (row.reason, row.particulars) == (None, {})
    assert (decided.state, waiting.state) == (State.CONFIRMED, State.TAKEN_BACK)


def test_an_operation_nobody_registered_and_one_registered_twice_are_refused(cast: Cast) -> None:
    with pytest.raises(operations.UnknownOperation):
        actions.propose(
            actor=cast.advocate_a, operation="no.such", about=uuid.uuid4(), reason="x", at=NOW
        )
    with pytest.raises(ValueError, match="Two operations"):
        operations.register(replace(MADE_UP, lasts_hours=1))
    operations.register(MADE_UP)  # the same again is well


def test_every_registered_operation_could_find_two_people() -> None:
    for one in operations.every_operation():
        assert one.proposes <= STAFF
        assert one.confirms <= STAFF
        assert one.lasts_hours >= 1


def test_what_is_decided_stays_decided() -> None:
    assert all(not NEXT[state] for state in State if state is not State.WAITING)
    assert NEXT[State.WAITING] == set(State) - {State.WAITING}


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_at_once_one_is_too_late(cast: Cast) -> None:
    row = proposed(cast.advocate_a)
    gate, answers = threading.Barrier(2), []

    def press(who: Member, answer: object) -> None:
        gate.wait()
        try:
            answer(actor=who, proposal=row, at=NOW)  # type: ignore[operator]
            answers.append("first")
        except actions.NotWaiting:
            answers.append("late")
        finally:
            connection.close()

    pressing = [
        threading.Thread(target=press, args=pair)
        for pair in ((cast.advocate_b, actions.confirm), (cast.case_lead, actions.refuse))
    ]
    for one in pressing:
        one.start()
    for one in pressing:
        one.join()
    assert sorted(answers) == ["first", "late"]
    row.refresh_from_db(fields=["state"])
    assert (row.state == State.CONFIRMED) == (done == [row.about])
