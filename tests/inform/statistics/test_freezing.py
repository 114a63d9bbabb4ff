"""Freezing: every person's file says so, and nothing frozen leads back to anybody."""

import dataclasses
import json
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection

from clew.ground.audit.models import Event
from clew.ground.audit.queries import looked
from clew.ground.audit.writing import changes
from clew.ground.vault import keyring, permits
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.permits import NoTrace
from clew.inform.statistics import actions
from clew.inform.statistics.actions import AlreadyFrozen
from clew.inform.statistics.gathering import CaseRow, case_rows
from clew.inform.statistics.models import FrozenChain, FrozenRow
from clew.inform.statistics.permissions import NotForYou
from clew.survivor.people import actions as people
from tests.cast import CANARY, TODAY, Cast
from tests.inform.statistics.world import MET, conclude, somebody

pytestmark = pytest.mark.django_db


def test_a_person_becomes_categories(cast: Cast) -> None:
    somebody(cast.advocate_a, "forced_labour", sex="female", born="2008-06")
    actions.freeze(actor=cast.policy_lead, on=TODAY)
    rows = FrozenRow.rows.values_list("age", "sex", "form", "quarter")
    assert list(rows) == [("under_18", "female", "forced_labour", "2025-Q2")]


def test_the_latest_conclusion_counts_and_what_is_not_trafficking_has_no_form(cast: Cast) -> None:
    person = somebody(cast.advocate_a)
    first = conclude(cast.advocate_a, person, "forced_labour")
    conclude(cast.advocate_a, person, "servitude", on=MET + timedelta(days=9), anew=first)
    late = TODAY + timedelta(days=1)
    conclude(cast.advocate_a, person, "organ_removal", on=late, anew=first)
    other = somebody(cast.advocate_a)
    conclude(cast.advocate_a, other, "forced_labour", what="insufficient_information")
    actions.freeze(actor=cast.policy_lead, on=TODAY)
    assert sorted(FrozenRow.rows.values_list("form", flat=True)) == ["not_known", "servitude"]


def test_what_was_concluded_of_several_phases_counts_together(cast: Cast) -> None:
    person = somebody(cast.advocate_a, "forced_labour")
    conclude(cast.advocate_a, person, "servitude", on=MET + timedelta(days=9))
    conclude(cast.advocate_a, person, on=MET + timedelta(days=9), what="smuggling")
    actions.freeze(actor=cast.policy_lead, on=TODAY)
    assert list(FrozenRow.rows.values_list("form", flat=True)) == ["several"]


def test_freezing_leaves_one_event_that_names_each_person_and_no_one_else(cast: Cast) -> None:
    counted = [somebody(cast.advocate_a) for _ in range(3)]
    elsewhere = somebody(cast.advocate_elsewhere)
    actions.freeze(actor=cast.policy_lead, on=TODAY)
    event = Event.objects.get(name="person.counted")
    named = {subject for subject, _count in json.loads(bytes(event.body))["subjects"]}
    assert named == {str(person.id) for person in counted}
    assert event.purpose == "statistics"
    assert [looked(person.id)[0].name for person in counted] == ["person.counted"] * 3
    assert "person.counted" not in {look.name for look in looked(elsewhere.id)}


def test_people_of_another_organisation_are_not_counted(cast: Cast) -> None:
    somebody(cast.advocate_elsewhere, "forced_labour")
    somebody(cast.advocate_a, "servitude")
    actions.freeze(actor=cast.policy_lead, on=TODAY)
    assert list(FrozenRow.rows.values_list("form", flat=True)) == ["servitude"]


def test_nothing_frozen_leads_back_to_a_person(cast: Cast) -> None:
    found = [somebody(cast.advocate_a, "forced_labour", born="1985-04-01") for _ in range(4)]
    actions.freeze(actor=cast.policy_lead, on=TODAY)
    stored = str([list(FrozenRow.rows.values()), list(FrozenChain.rows.values())])
    for person in found:
        for trait in (str(person.id), person.id.hex, person.code, "1985", CANARY, "2025-05"):
            assert trait not in stored
    assert {field.name for field in FrozenRow._meta.fields} == {  # noqa: SLF001 -- Django's way
        "id", "snapshot", "age", "sex", "form", "quarter",
    }  # fmt: skip


def test_the_order_of_frozen_rows_is_not_the_order_they_were_read_in(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(24):
        somebody(cast.advocate_a, "forced_labour" if number % 2 else "servitude")
    read: list[list[str]] = []

    def reading(ids: Sequence[UUID], *, on: date) -> list[CaseRow]:
        rows = case_rows(ids, on=on)
        read.append([row.form for row in rows])
        return rows

    monkeypatch.setattr("clew.inform.statistics.gathering.case_rows", reading)
    actions.freeze(actor=cast.policy_lead, on=TODAY)
    first = _forms_as_stored()
    assert first != read[0]
    assert sorted(first) == sorted(read[0])
    # Red control: with the shuffle off, rows stand as people were read.
    monkeypatch.setattr("secrets.SystemRandom.shuffle", lambda _self, _rows: None)
    actions.freeze(actor=cast.policy_lead, on=TODAY + timedelta(days=40))
    assert _forms_as_stored()[24:] == read[1]


def _forms_as_stored() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT form FROM statistics_frozenrow ORDER BY rowid")
        return [form for (form,) in cursor.fetchall()]


def test_without_the_trace_nothing_opens(cast: Cast) -> None:
    # The red control of the trace: the same reading, and no event before it.
    person = somebody(cast.advocate_a, "forced_labour")
    permits.clear()
    with pytest.raises(NoTrace):
        case_rows([person.id], on=TODAY)


def test_who_asked_to_be_forgotten_is_not_counted(cast: Cast) -> None:
    somebody(cast.advocate_a, "servitude")
    gone = somebody(cast.advocate_a, "forced_labour")
    keyring.destroy(gone.id)
    actions.freeze(actor=cast.policy_lead, on=TODAY)
    assert list(FrozenRow.rows.values_list("form", flat=True)) == ["servitude"]


def test_a_person_of_a_later_day_is_not_counted_yet(cast: Cast) -> None:
    people.write_down(actor=cast.advocate_a, on=TODAY + timedelta(days=1))
    actions.freeze(actor=cast.policy_lead, on=TODAY)
    assert not FrozenRow.rows.exists()


def test_one_freezing_a_quarter(cast: Cast) -> None:
    actions.freeze(actor=cast.policy_lead, on=TODAY)
    with pytest.raises(AlreadyFrozen):
        actions.freeze(actor=cast.policy_lead, on=TODAY + timedelta(days=9))
    actions.freeze(actor=cast.policy_lead, on=TODAY + timedelta(days=40))


@pytest.mark.parametrize("who", ["case_lead", "output_checker", "advocate_a", "administrator"])
def test_only_who_leads_policy_freezes(cast: Cast, who: str) -> None:
    somebody(cast.advocate_a, "forced_labour")
    with pytest.raises(NotForYou):
        actions.freeze(actor=getattr(cast, who), on=TODAY)
    assert not FrozenRow.rows.exists()
    assert not Event.objects.filter(name="person.counted").exists()


def test_a_row_on_its_way_holds_categories_only(cast: Cast) -> None:
    person = somebody(cast.advocate_a, "forced_labour")
    permits.clear()
    with changes(actor=cast.policy_lead, purpose="statistics") as trace:
        trace.opens("person.counted", subjects=[person.id], compartments=[*Compartment])
        (row,) = case_rows([person.id], on=TODAY)
    assert dataclasses.asdict(row) == {
        "age": "40_to_59", "sex": "male", "form": "forced_labour", "quarter": "2025-Q2",
    }  # fmt: skip
