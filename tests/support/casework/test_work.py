"""Five lines, tasks, the stage and the clock: what was typed is kept, what is stale is shown."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from clew.ground.notices.models import Notice
from clew.support.casework import actions, queries
from clew.support.casework.models import Case, FiveLines, Moment, Task
from clew.support.casework.states import NEXT, Stage, TaskState
from clew.survivor.people.permissions import NotYours
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.support.casework.files import LINES, at, once, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def lines(case: Case) -> list[str]:
    return [row.stands for row in FiveLines.rows.filter(case=case).order_by("number")]


def a_task(cast: Cast, case: Case) -> Task:
    return actions.add_task(
        actor=cast.advocate_a, case=case, what=f"Call {CANARY}", owner=cast.advocate_a,
        due_on=TODAY + timedelta(days=1), on=TODAY,
    )  # fmt: skip


def test_five_lines_are_written_and_read_on_the_first_page(cast: Cast, case: Case) -> None:
    client = signed_in(cast.advocate_a)
    assert client.post(at(case, "five-lines/"), once(1, base="", **LINES)).status_code == 302
    page = text_of(client.get(at(case)))
    assert [words in page for words in LINES.values()] == [True] * 5


def test_stale_five_lines_overwrite_nothing_and_keep_what_was_typed(cast: Cast, case: Case) -> None:
    first = actions.write_five_lines(
        actor=cast.advocate_a, case=case, lines=actions.Lines(stands="one"), base=None, on=TODAY
    )
    newer = actions.write_five_lines(
        actor=cast.advocate_b, case=case, lines=actions.Lines(stands="of Bea"), base=first.id,
        on=TODAY,
    )  # fmt: skip
    client = signed_in(cast.advocate_a)
    mine = {**LINES, "stands": "typed by Ada"}
    answer = client.post(at(case, "five-lines/"), once(1, base=str(first.id), **mine))
    page = text_of(answer)
    assert answer.status_code == 422
    assert ["of Bea" in page, "typed by Ada" in page] == [True, True]
    assert f'value="{newer.id}"' in page
    queries.open_file(cast.advocate_a, case)
    assert lines(case) == ["one", "of Bea"]
    # Sent again, now from the newer ones, they stand; the others stay readable.
    again = client.post(at(case, "five-lines/"), once(2, base=str(newer.id), **mine))
    assert again.status_code == 302
    queries.open_file(cast.advocate_a, case)
    assert lines(case) == ["one", "of Bea", "typed by Ada"]


def test_two_first_lines_at_once_cannot_have_one_number(cast: Cast, case: Case) -> None:
    actions.write_five_lines(
        actor=cast.advocate_a, case=case, lines=actions.Lines(who="x"), base=None, on=TODAY
    )
    twin = FiveLines(case=case, number=1, author=cast.advocate_a, written_on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_five_empty_lines_are_asked_for_again(cast: Cast, case: Case) -> None:
    empty = dict.fromkeys(LINES, " ")
    answer = signed_in(cast.advocate_a).post(at(case, "five-lines/"), once(1, base="", **empty))
    assert answer.status_code == 422
    assert list(answer.context["errors"]) == ["f-who"]


def test_only_those_who_stand_by_write(cast: Cast, case: Case) -> None:
    for outside in (cast.case_lead, cast.advocate_elsewhere):
        with pytest.raises(NotYours):
            actions.write_five_lines(
                actor=outside, case=case, lines=actions.Lines(who="x"), base=None, on=TODAY
            )
        with pytest.raises(NotYours):
            actions.add_task(
                actor=outside, case=case, what="x", owner=outside, due_on=None, on=TODAY
            )
    assert not FiveLines.rows.exists()
    assert a_task(cast, case)  # red control


def test_a_task_for_somebody_else_tells_them_without_a_name(cast: Cast, case: Case) -> None:
    client = signed_in(cast.advocate_a)
    typed = {"what": f"Call {CANARY}", "owner": str(cast.advocate_b.id), "due_on": ""}
    assert client.post(at(case, "tasks/new/"), once(1, **typed)).status_code == 302
    notice = Notice.objects.get(code="task.assigned")
    assert notice.member == cast.advocate_b
    assert CANARY not in notice.path


def test_a_task_goes_to_nobody_who_could_not_open_it(cast: Cast, case: Case) -> None:
    client = signed_in(cast.advocate_a)
    typed = {"what": "Call", "owner": str(cast.advocate_elsewhere.id), "due_on": ""}
    answer = client.post(at(case, "tasks/new/"), once(1, **typed))
    assert answer.status_code == 422
    assert list(answer.context["errors"]) == ["f-owner"]
    assert not Task.rows.exists()


def test_a_task_that_is_not_needed_says_why(cast: Cast, case: Case) -> None:
    task = a_task(cast, case)
    client = signed_in(cast.advocate_a)
    typed = {
        "version": "1", "state": "not_needed", "owner": str(cast.advocate_a.id), "due_on": "",
    }  # fmt: skip
    answer = client.post(at(case, f"tasks/{task.id}/"), once(1, why="", **typed))
    assert answer.status_code == 422
    assert list(answer.context["errors"]) == ["f-why"]
    kept = client.post(at(case, f"tasks/{task.id}/"), once(2, why="She went.", **typed))
    assert kept.status_code == 302
    assert "She went." in text_of(client.get(at(case)))
    with pytest.raises(actions.NoReason):
        actions.set_task(
            actor=cast.advocate_a, task=task, version=2, state=TaskState.NOT_NEEDED,
            owner=cast.advocate_a, due_on=None, on=TODAY,
        )  # fmt: skip


def test_a_task_changed_meanwhile_is_not_overwritten(cast: Cast, case: Case) -> None:
    task = a_task(cast, case)
    address = at(case, f"tasks/{task.id}/")
    typed = {"version": "1", "owner": str(cast.advocate_a.id), "due_on": "", "why": ""}
    a, b = signed_in(cast.advocate_a), signed_in(cast.advocate_b)
    assert a.post(address, once(1, state="started", **typed)).status_code == 302
    stale = b.post(address, once(2, state="complete", **typed))
    assert stale.status_code == 422
    assert "Somebody changed this since you began: Started, not complete." in text_of(stale)
    assert Task.rows.get(id=task.id).state == "started"
    sent = once(3, state="complete", **{**typed, "version": "2"})
    assert b.post(address, sent).status_code == 302
    assert Task.rows.get(id=task.id).state == "complete"


def test_a_stage_follows_only_where_the_table_says_and_is_written_on_the_thread(
    cast: Cast, case: Case
) -> None:
    assert Stage.DECIDED not in NEXT[Stage.RECOGNISED]
    with pytest.raises(actions.NotNext):
        actions.change_stage(
            actor=cast.advocate_a, case=case, version=1, stage=Stage.DECIDED, on=TODAY
        )
    client = signed_in(cast.advocate_a)
    refused = client.post(at(case, "stage/"), once(1, version="1", stage="decided"))
    assert refused.status_code == 422
    moved = client.post(at(case, "stage/"), once(2, version="1", stage="reasonable_grounds"))
    assert moved.status_code == 302
    assert Case.rows.get(id=case.id).stage == "reasonable_grounds"
    assert Moment.rows.get(case=case).kind == "decision"


def test_every_stage_can_be_reached_and_left() -> None:
    assert set(NEXT) == set(Stage)
    reached = {stage for stages in NEXT.values() for stage in stages}
    assert reached == set(Stage) - {Stage.RECOGNISED}
    assert all(NEXT.values())


def test_the_clock_on_the_page_explains_itself(cast: Cast, case: Case) -> None:
    client = signed_in(cast.advocate_a)
    sent = once(1, version="1", from_on="2026-03-02", jurisdiction="GB")
    assert client.post(at(case, "recovery/"), sent).status_code == 302
    page = " ".join(text_of(client.get(at(case))).split())
    for words in (
        "15 days at least",
        "Last day counted: 31 March 2026.",
        "Nationality and Borders Act 2022, s. 61",
        "in force since 30 January 2023",
        "The first day counts: 2 March 2026 is day 1.",
        "Day 30, the last one, is 31 March 2026.",
        "The time to recover began",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("from_on", "jurisdiction", "field"),
    [("2026-02-30", "GB", "f-from_on"), ("2026-03-02", "XX", "f-jurisdiction")],
)
def test_a_day_or_place_that_there_is_not_is_asked_for_again(
    cast: Cast, case: Case, from_on: str, jurisdiction: str, field: str
) -> None:
    sent = once(1, version="1", from_on=from_on, jurisdiction=jurisdiction)
    answer = signed_in(cast.advocate_a).post(at(case, "recovery/"), sent)
    assert answer.status_code == 422
    assert list(answer.context["errors"]) == [field]
    assert from_on in text_of(answer)
    assert Case.rows.get(id=case.id).recovery_from_on is None


def test_a_clock_set_by_somebody_else_meanwhile_is_not_overwritten(cast: Cast, case: Case) -> None:
    actions.set_recovery(
        actor=cast.advocate_b, case=case, version=1, from_on=TODAY, jurisdiction="IE"
    )
    sent = once(1, version="1", from_on="2026-03-02", jurisdiction="GB")
    answer = signed_in(cast.advocate_a).post(at(case, "recovery/"), sent)
    assert answer.status_code == 422
    assert Case.rows.get(id=case.id).jurisdiction == "IE"
    again = once(2, version="2", from_on="2026-03-02", jurisdiction="GB")
    assert signed_in(cast.advocate_a).post(at(case, "recovery/"), again).status_code == 302
