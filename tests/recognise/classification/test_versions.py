"""A kept sheet is changed by several people, cites what it rests on, and is concluded anew."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connections, transaction

from clew.ground.accounts.models import Member
from clew.ground.audit.viewer import looking
from clew.ground.notices.models import Notice
from clew.ground.vault import permits
from clew.recognise.classification import actions, counting, queries
from clew.recognise.classification.forms import form_of
from clew.recognise.classification.holding import Evidence, Held, Source
from clew.recognise.classification.models import Classification
from clew.recognise.classification.versions import leaves, standing
from clew.rules.law.known import Known
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import NotYours
from tests.cast import CANARY, TODAY, Cast
from tests.recognise.classification.test_sheets import BOTH, SMUGGLED, TRAFFICKED

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 16, 12, tzinfo=UTC)


@pytest.fixture
def person(cast: Cast) -> Person:
    """Write somebody down whom both advocates stand by."""
    found = people.write_down(actor=cast.advocate_a, on=TODAY)
    people.stand_by(actor=cast.advocate_a, person=found, member=cast.advocate_b, on=TODAY)
    return found


def kept(cast: Cast, person: Person, facts: dict[str, str] = TRAFFICKED) -> Classification:
    return actions.keep(
        actor=cast.advocate_a, person=person, form=form_of(facts), on=TODAY,
        phase="The crossing, May 2024", about=f"{CANARY} the uncle", may_be_victim="yes",
    )  # fmt: skip


def held_of(cast: Cast, row: Classification) -> Held:
    return queries.read(cast.advocate_a, row).held


def saying(words: str, says: Known = Known.YES) -> Evidence:
    return Evidence(Source.ACCOUNT, "", says, words, "somebody", TODAY.isoformat())


def test_a_change_is_another_version_and_the_first_stays(cast: Cast, person: Person) -> None:
    first = kept(cast, person)
    held = held_of(cast, first).answering("act.transfer", "yes")
    outcome = actions.change(actor=cast.advocate_b, sheet=first, held=held, on=TODAY)
    assert isinstance(outcome, actions.Kept)
    sheet = queries.whole_sheet(cast.advocate_a, first)
    assert (sheet.newest, sheet.waiting) == (outcome.row, 0)
    assert held_of(cast, outcome.row).answer("act.transfer") == "yes"
    assert held_of(cast, first).answer("act.transfer") == ""
    assert held_of(cast, outcome.row).phase == "The crossing, May 2024"
    assert held_of(cast, outcome.row).may_be_victim == "yes"


def test_what_two_people_change_apart_is_put_together(cast: Cast, person: Person) -> None:
    first = kept(cast, person)
    base = held_of(cast, first)
    theirs = base.answering("act.transfer", "yes").citing("act.transfer", saying("handed over"))
    actions.change(actor=cast.advocate_b, sheet=first, held=theirs, on=TODAY)
    mine = base.answering("means.fraud", "no").citing("means.fraud", saying("real", Known.NO))
    outcome = actions.change(actor=cast.advocate_a, sheet=first, held=mine, on=TODAY)
    assert isinstance(outcome, actions.Kept)
    assert outcome.theirs == ("act.transfer",)
    found = held_of(cast, outcome.row)
    assert (found.answer("act.transfer"), found.answer("means.fraud")) == ("yes", "no")
    assert set(found.cited) == {"act.transfer", "means.fraud"}


@pytest.mark.both
def test_the_same_answer_changed_differently_waits_for_a_choice(cast: Cast, person: Person) -> None:
    first = kept(cast, person)
    base = held_of(cast, first)
    one = actions.change(
        actor=cast.advocate_b, sheet=first, held=base.answering("act.transfer", "yes"), on=TODAY
    )
    two = actions.change(
        actor=cast.advocate_a, sheet=first, held=base.answering("act.transfer", "no"), on=TODAY
    )
    assert isinstance(one, actions.Kept)
    assert isinstance(two, actions.Waits)
    assert [clash.name for clash in two.clashes] == ["act.transfer"]
    told = Notice.objects.filter(code="classification.waits").values_list("member", flat=True)
    assert set(told) == {cast.advocate_a.id, cast.advocate_b.id}
    assert queries.whole_sheet(cast.advocate_a, first).waiting == 2
    with pytest.raises(actions.NotNewest):
        conclude(cast, two.row)
    chosen = actions.choose(
        actor=cast.advocate_a, between=(one.row, two.row), held=held_of(cast, two.row), on=TODAY
    )
    assert queries.whole_sheet(cast.advocate_a, first).newest == chosen
    assert held_of(cast, chosen).answer("act.transfer") == "no"
    assert held_of(cast, one.row).answer("act.transfer") == "yes"  # still readable
    with pytest.raises(actions.NotNewest):
        actions.choose(actor=cast.advocate_b, between=(one.row, two.row), held=base, on=TODAY)


def conclude(cast: Cast, row: Classification, code: str = "trafficking", days: int = 0) -> None:
    actions.conclude(
        actor=cast.advocate_a, sheet=row, concluded=code, reason="told us",
        at=NOON + timedelta(days=days),
    )  # fmt: skip


def test_a_conclusion_stands_until_somebody_concludes_anew(cast: Cast, person: Person) -> None:
    first = kept(cast, person)
    conclude(cast, first)
    changed = actions.change(
        actor=cast.advocate_b, sheet=first,
        held=held_of(cast, first).answering("means.deception", "no"), on=TODAY,
    )  # fmt: skip
    assert isinstance(changed, actions.Kept)
    sheet = queries.whole_sheet(cast.advocate_a, first)
    assert (sheet.standing, sheet.is_open) == (first, True)
    told = queries.trafficking_of(cast.advocate_a, person)
    assert told is not None
    assert told.row == first
    conclude(cast, changed.row, "insufficient_information", days=1)
    assert queries.trafficking_of(cast.advocate_a, person) is None
    assert queries.whole_sheet(cast.advocate_a, first).standing == changed.row
    first.refresh_from_db()
    assert queries.read(cast.advocate_a, first).concluded == "trafficking"


def test_the_same_facts_are_looked_at_anew(cast: Cast, person: Person) -> None:
    first = kept(cast, person)
    conclude(cast, first)
    anew = actions.again(actor=cast.advocate_b, sheet=first, on=TODAY)
    assert anew.concluded_by is None
    assert held_of(cast, anew) == held_of(cast, first)
    with pytest.raises(actions.NotNewest):
        actions.again(actor=cast.advocate_b, sheet=first, on=TODAY)


def test_a_conclusion_holds_its_law_its_edition_and_its_articles(
    cast: Cast, person: Person
) -> None:
    first = kept(cast, person, BOTH)
    conclude(cast, first)
    found = queries.read(cast.advocate_a, first)
    assert found.basis is not None
    assert found.basis.conclusion == "trafficking_and_smuggling"
    elements = {said.name: said for said in found.basis.elements}
    assert elements["means"].finding == "met"
    assert any("art. 3(a)" in cited for cited in elements["means"].citations)
    assert elements["illegal_entry_or_stay"].citations
    assert all(said.citations for said in found.basis.consequences)
    assert (len(first.edition), first.rule_version[:4]) == (16, "INT ")
    assert found.differences is not None
    assert not found.differences


def test_crossing_phase_and_their_evidence_stay_shut_where_testimony_is_open(
    cast: Cast, person: Person
) -> None:
    sheet = kept(cast, person, BOTH)
    held = held_of(cast, sheet).citing("crossing.illegal_entry", saying("by lorry"))
    outcome = actions.change(actor=cast.advocate_a, sheet=sheet, held=held, on=TODAY)
    conclude(cast, outcome.row)
    permits.clear()
    told = queries.trafficking_of(cast.advocate_a, person)
    assert told is not None
    row = told.row
    opened = repr([row.facts, row.about, row.cited, row.basis, row.points_to])
    assert "act.recruitment" in opened  # red control: this compartment is open
    for shut in ("crossing.", "benefit.", "lorry", "illegal", "May 2024"):
        assert shut not in opened
    for name in ("status_facts", "phase", "status_cited", "status_basis"):
        with pytest.raises(permits.NoTrace):
            getattr(row, name)


def test_phases_and_perpetrators_are_sheets_of_their_own(cast: Cast, person: Person) -> None:
    crossing = kept(cast, person, SMUGGLED)
    after = kept(cast, person, TRAFFICKED)
    conclude(cast, crossing, "smuggling")
    conclude(cast, after, "trafficking", days=1)
    found = queries.sheets_of(cast.advocate_a, person)
    assert [sheet.newest for sheet in found] == [crossing, after]
    # Concluding smuggling of one phase takes nothing from what was concluded of the other.
    again = actions.again(actor=cast.advocate_a, sheet=crossing, on=TODAY)
    conclude(cast, again, "smuggling", days=2)
    told = queries.trafficking_of(cast.advocate_a, person)
    assert told is not None
    assert told.row == after
    assert counting.purposes_met([person.id], until=TODAY + timedelta(days=9)) == {
        person.id: ("forced_labour",)
    }


def test_a_colleague_elsewhere_changes_nothing(cast: Cast, person: Person) -> None:
    sheet = kept(cast, person)
    held = held_of(cast, sheet)
    for nobody in (cast.advocate_elsewhere, cast.case_lead):
        with pytest.raises(NotYours):
            actions.change(actor=nobody, sheet=sheet, held=held, on=TODAY)
        with pytest.raises(NotYours):
            actions.again(actor=nobody, sheet=sheet, on=TODAY)


def test_names_that_are_too_long_are_refused(cast: Cast, person: Person) -> None:
    sheet = kept(cast, person)
    with pytest.raises(actions.NameTooLong):
        actions.change(
            actor=cast.advocate_a, sheet=sheet, held=replace(held_of(cast, sheet), phase="x" * 81),
            on=TODAY,
        )  # fmt: skip


@pytest.mark.both
def test_the_database_refuses_a_version_written_from_nothing(cast: Cast, person: Person) -> None:
    sheet, other = kept(cast, person), kept(cast, person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Classification.rows.filter(id=other.id).update(first=sheet)
    with pytest.raises(IntegrityError), transaction.atomic():
        Classification.rows.filter(id=other.id).update(base=sheet)


def test_the_order_of_rows_does_not_decide_which_is_newest(cast: Cast, person: Person) -> None:
    first = kept(cast, person)
    conclude(cast, first)
    second = actions.again(actor=cast.advocate_a, sheet=first, on=TODAY)
    rows = [queries.sheet_for(cast.advocate_a, row.id) for row in (first, second)]
    assert leaves(rows) == leaves(reversed(rows)) == [second]
    assert standing(rows) == standing(reversed(rows)) == first


@pytest.mark.both
@pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
def test_two_who_keep_at_the_same_moment_lose_nothing(cast: Cast) -> None:
    person = people.write_down(actor=cast.advocate_a, on=TODAY)
    people.stand_by(actor=cast.advocate_a, person=person, member=cast.advocate_b, on=TODAY)
    first = kept(cast, person)
    base = held_of(cast, first)
    gate = threading.Barrier(2)
    outcomes: list[actions.Kept | actions.Waits] = []

    def press(who: Member, value: str) -> None:
        gate.wait()
        try:
            held = base.answering("act.transfer", value)
            with looking(who):
                outcomes.append(actions.change(actor=who, sheet=first, held=held, on=TODAY))
        finally:
            connections.close_all()

    pairs = ((cast.advocate_a, "yes"), (cast.advocate_b, "no"))
    pressing = [threading.Thread(target=press, args=pair) for pair in pairs]
    for one in pressing:
        one.start()
    for one in pressing:
        one.join()
    assert sorted(type(each).__name__ for each in outcomes) == ["Kept", "Waits"]
    newest = queries.waiting(cast.advocate_a, first)
    found = {queries.read(cast.advocate_a, row).held.answer("act.transfer") for row in newest}
    assert found == {"yes", "no"}
