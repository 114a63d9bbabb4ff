"""What the authority decides is written down in its order, and corrected in the open."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from clew.ground.accounts.models import Member
from clew.ground.audit import queries as audit
from clew.ground.audit import whole
from clew.recognise.mechanisms import deciding, erasure, queries
from clew.recognise.mechanisms.casefile import awaited, running, standing
from clew.recognise.mechanisms.clocks import Clock
from clew.recognise.mechanisms.deciding import Typed
from clew.recognise.mechanisms.models import Decision
from clew.recognise.mechanisms.outcomes import NoSuchOutcome
from clew.rules.law.deadlines import in_words
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import NotYours
from tests.cast import CANARY, TODAY, Cast
from tests.recognise.mechanisms.preparing import (
    CHILD,
    NRM,
    a_person,
    an_authority,
    filled_in,
    let_go,
)

pytestmark = pytest.mark.django_db
RG, CG, AGAIN = "reasonable_grounds", "conclusive_grounds", "reconsideration"
DAY = date(2026, 3, 2)


def decide(
    keeper: Member, person: Person, step: str, outcome: str, on: date = DAY, words: str = ""
) -> Decision:
    """Write down one decision, told on the day after."""
    typed = Typed(step, outcome, on, on + timedelta(days=1), "by letter, read to them", words)
    return deciding.record(actor=keeper, person=person, mechanism_id=NRM.id, typed=typed, on=TODAY)


def last_days(keeper: Member, person: Person) -> dict[str, date | None]:
    """Return the last day of each clock that runs."""
    decided = queries.decisions_of(keeper, person)
    clocks = running(NRM, decided, jurisdiction="GB", on=TODAY)
    return {clock.code: clock.last_day for clock in clocks}


def test_a_positive_first_decision_starts_the_time_to_recover(cast: Cast) -> None:
    ada, person = cast.advocate_a, a_person(cast.advocate_a)
    decide(ada, person, RG, "positive")
    assert last_days(ada, person) == {"recovery": date(2026, 3, 31)}  # 30 days, the first counted


def test_a_negative_decision_starts_the_clocks_to_challenge_it(cast: Cast) -> None:
    ada, person = cast.advocate_a, a_person(cast.advocate_a)
    decide(ada, person, RG, "negative")
    assert last_days(ada, person) == {
        "reconsideration": date(2026, 4, 1), "judicial_review": date(2026, 6, 1),
    }  # fmt: skip


def test_a_reconsideration_that_is_asked_for_stops_its_own_clock_and_not_the_courts(
    cast: Cast,
) -> None:
    # Rule 54.5 counts from the decision: who waits for the answer may find the court's door shut.
    ada, person = cast.advocate_a, a_person(cast.advocate_a)
    decide(ada, person, RG, "negative")
    decide(ada, person, AGAIN, "asked", DAY + timedelta(days=3))
    assert last_days(ada, person) == {"judicial_review": date(2026, 6, 1)}
    decide(ada, person, AGAIN, "not_taken", DAY + timedelta(days=9))
    assert last_days(ada, person) == {"judicial_review": date(2026, 6, 1)}


def test_a_decision_that_was_changed_starts_the_time_to_recover(cast: Cast) -> None:
    ada, person = cast.advocate_a, a_person(cast.advocate_a)
    decide(ada, person, RG, "negative")
    decide(ada, person, AGAIN, "changed", DAY + timedelta(days=9))
    assert last_days(ada, person) == {"recovery": date(2026, 4, 9)}
    decide(ada, person, CG, "negative", DAY + timedelta(days=10))
    assert set(last_days(ada, person)) == {"recovery", "reconsideration", "judicial_review"}


def test_one_that_was_upheld_may_start_a_second_clock_and_the_first_goes_on(cast: Cast) -> None:
    ada, person = cast.advocate_a, a_person(cast.advocate_a)
    decide(ada, person, RG, "negative")
    decide(ada, person, AGAIN, "upheld", DAY + timedelta(days=9))
    clocks = running(NRM, queries.decisions_of(ada, person), jurisdiction="GB", on=TODAY)
    assert [(clock.name, clock.last_day) for clock in clocks] == [
        ("Ask a court to look at it", date(2026, 6, 1)),
        ("Ask a court to look at it (Reconsideration)", date(2026, 6, 10)),
    ]


@pytest.mark.parametrize(
    ("place", "outcome", "after", "last"),
    [
        # Scotland: 90 days, or the conclusive decision where it comes first.
        ("GB-SCT", "positive", 10, date(2026, 3, 12)),
        ("GB-SCT", "negative", 10, date(2026, 3, 12)),
        ("GB-SCT", "negative", 200, date(2026, 5, 30)),
        # Northern Ireland: at once where negative, else not before the 45 days are over.
        ("GB-NIR", "negative", 10, date(2026, 3, 12)),
        ("GB-NIR", "negative", 60, date(2026, 5, 1)),
        ("GB-NIR", "positive", 10, date(2026, 4, 15)),
        # England and Wales: the later of the 30 days and the decision.
        ("GB", "negative", 10, date(2026, 3, 31)),
        ("GB", "positive", 60, date(2026, 5, 1)),
    ],
)
def test_the_time_to_recover_ends_with_the_decision_that_ends_it(
    cast: Cast, place: str, outcome: str, after: int, last: date
) -> None:
    ada, person = cast.advocate_a, a_person(cast.advocate_a)
    decide(ada, person, RG, "positive")
    before = recovery(ada, person, place, last)
    assert not before.is_over  # red control: without the decision it runs
    made = DAY + timedelta(days=after)
    typed = Typed(CG, outcome, made, made, "by letter")
    deciding.record(actor=ada, person=person, mechanism_id=NRM.id, typed=typed, on=max(TODAY, made))
    clock = recovery(ada, person, place, last + timedelta(days=1))
    assert clock.last_day == last
    assert clock.is_over
    assert clock.left in {f"ended on {in_words(last)}", "ended 1 day ago"}
    assert recovery(ada, person, place, last - timedelta(days=1)).is_over is False


def recovery(keeper: Member, person: Person, place: str, on: date) -> Clock:
    """Return the clock of the time to recover on a day."""
    decided = queries.decisions_of(keeper, person)
    clocks = running(NRM, decided, jurisdiction=place, on=on)
    return next(clock for clock in clocks if clock.code == "recovery")


def test_the_second_decision_wants_a_positive_first_one(cast: Cast) -> None:
    ada, person = cast.advocate_a, a_person(cast.advocate_a)
    with pytest.raises(deciding.NothingBefore, match="Reasonable grounds"):
        decide(ada, person, CG, "positive")
    decide(ada, person, RG, "positive")
    with pytest.raises(deciding.NothingBefore):  # and not one that came later
        decide(ada, person, CG, "positive", DAY - timedelta(days=1))
    assert decide(ada, person, CG, "positive", DAY + timedelta(days=1)).about is None


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        (Typed(RG, "maybe", DAY, DAY), NoSuchOutcome),
        (Typed("third_grounds", "positive", DAY, DAY), NoSuchOutcome),
        (Typed(RG, "positive", TODAY + timedelta(days=1), TODAY + timedelta(days=1)),
         deciding.NotYet),
        (Typed(RG, "positive", DAY, DAY - timedelta(days=1)), deciding.ToldBeforeDecided),
        (Typed(AGAIN, "asked", DAY, DAY), deciding.NothingToReconsider),
        (Typed(RG, "positive", DAY, DAY, words="x" * 4_001), deciding.TooLong),
        (Typed(RG, "positive", DAY, DAY, "x" * 4_001), deciding.TooLong),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_refused_and_nothing_is_kept(
    cast: Cast, typed: Typed, error: type[Exception]
) -> None:
    ada, person = cast.advocate_a, a_person(cast.advocate_a)
    with pytest.raises(error):
        deciding.record(actor=ada, person=person, mechanism_id=NRM.id, typed=typed, on=TODAY)
    assert queries.decisions_of(ada, person) == []


def test_one_step_is_decided_once(cast: Cast) -> None:
    ada, person = cast.advocate_a, a_person(cast.advocate_a)
    decide(ada, person, RG, "positive")
    with pytest.raises(deciding.AlreadyDecided):
        decide(ada, person, RG, "negative")


def test_a_correction_stands_in_its_place_and_the_earlier_one_stays_to_be_seen(
    cast: Cast,
) -> None:
    ada, person = cast.advocate_a, a_person(cast.advocate_a)
    wrong = decide(ada, person, RG, "negative", words="Their first words")
    asked = decide(ada, person, AGAIN, "asked", DAY + timedelta(days=2))
    right = deciding.correct(
        actor=ada, decision=wrong, reason="The letter was of somebody else", on=TODAY,
        typed=Typed(RG, "positive", DAY, DAY),
    )  # fmt: skip
    rows = queries.decisions_of(ada, person)
    assert {row.id for row in rows} == {wrong.id, asked.id, right.id}
    before = next(row for row in rows if row.id == wrong.id)
    assert (before.outcome, before.words) == ("negative", "Their first words")
    assert before.corrected_by.correction == "The letter was of somebody else"  # type: ignore[attr-defined]
    assert [row.outcome for row in standing(rows) if row.step == RG] == ["positive"]
    assert "decision.corrected" in [look.name for look in audit.looked(person.id)]
    assert next(row for row in rows if row.id == asked.id).about_id == right.id
    assert whole.verified({}, deep=True).broken_at is None
    Decision.rows.filter(id=asked.id).update(about=wrong)  # red control
    assert whole.verified({}, deep=True).broken_at is not None


def test_that_there_was_none_strikes_it_and_leaves_it_to_be_seen(cast: Cast) -> None:
    ada, person = cast.advocate_a, a_person(cast.advocate_a)
    wrong = decide(ada, person, RG, "positive")
    deciding.correct(actor=ada, decision=wrong, typed=None, reason="No letter came", on=TODAY)
    assert last_days(ada, person) == {}
    assert len(queries.decisions_of(ada, person)) == 2
    decide(ada, person, RG, "negative")
    assert set(last_days(ada, person)) == {"reconsideration", "judicial_review"}


def test_nothing_is_corrected_silently(cast: Cast) -> None:
    ada, person = cast.advocate_a, a_person(cast.advocate_a)
    row = decide(ada, person, RG, "positive")
    with pytest.raises(deciding.NoReason):
        deciding.correct(actor=ada, decision=row, typed=None, reason="  ", on=TODAY)
    with pytest.raises(deciding.TooLong):
        deciding.correct(actor=ada, decision=row, typed=None, reason="x" * 4_001, on=TODAY)
    deciding.correct(actor=ada, decision=row, typed=None, reason="No letter came", on=TODAY)
    with pytest.raises(deciding.AlreadyCorrected):
        deciding.correct(actor=ada, decision=row, typed=None, reason="Again", on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():  # the database holds it too
        Decision.rows.create(
            person=person, organisation=person.organisation, mechanism=NRM.id, step=RG,
            outcome="positive", decided_on=DAY, told_on=DAY, corrects=row, recorded_by=ada,
        )  # fmt: skip


def test_what_was_told_is_sealed_and_goes_with_the_person(cast: Cast) -> None:
    ada, person = cast.advocate_a, a_person(cast.advocate_a)
    decide(ada, person, RG, "negative", words=f"{CANARY} was not believed")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM mechanisms_decision")
        assert CANARY not in repr(cursor.fetchall())
    erasure.erase(person)
    assert not Decision.rows.filter(person=person).exists()


def test_only_who_stands_by_the_person_keeps_decisions(cast: Cast) -> None:
    ada, person = cast.advocate_a, a_person(cast.advocate_a)
    row = decide(ada, person, RG, "positive")
    for other in (cast.advocate_b, cast.advocate_elsewhere):
        with pytest.raises(NotYours):
            decide(other, person, CG, "positive")
        with pytest.raises(queries.NoSuchDecision):
            deciding.correct(actor=other, decision=row, typed=None, reason="x", on=TODAY)
        with pytest.raises(NotYours):
            queries.decisions_of(other, person)


def test_what_is_awaited_is_said_with_its_days(cast: Cast) -> None:
    ada, person = cast.advocate_a, a_person(cast.advocate_a)
    left = let_go(ada, filled_in(ada, person, CHILD), an_authority())

    def waits() -> dict[str, object] | None:
        decided = queries.decisions_of(ada, person)
        return awaited(NRM, decided, [left], on=TODAY + timedelta(days=4))

    assert awaited(NRM, [], [], on=TODAY) is None
    first = waits()
    assert first is not None
    assert (first["label"], first["since"], first["days"]) == ("Reasonable grounds", TODAY, 4)
    decide(ada, person, RG, "positive")
    second = waits()
    assert second is not None
    assert (second["label"], second["since"]) == ("Conclusive grounds", DAY)
    decide(ada, person, CG, "positive", DAY + timedelta(days=1))
    assert waits() is None
