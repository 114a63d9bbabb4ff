"""A talk kept for later: sealed, only its worker's, the same in two windows, and never twice."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from clew.ground.accounts.models import Member
from clew.ground.audit import queries as audit
from clew.recognise.screening import actions, erasure, later, queries
from clew.recognise.screening import permissions as allowed
from clew.recognise.screening.about import About
from clew.recognise.screening.differences import NotChosen, differences, joined
from clew.recognise.screening.interview import Choice, Interview
from clew.recognise.screening.models import Screening, Unfinished
from clew.recognise.screening.noting import Note, Source
from clew.rules.indicators.instruments import instrument
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import NotYours
from tests.cast import CANARY, TODAY, Cast

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 16, 12, tzinfo=UTC)
NOTE = Note(Source.OTHERS, TODAY - timedelta(days=3), f"{CANARY} thinks")


def begun(about: About | None = None) -> Interview:
    held = Interview(instrument("unodc-general"), about=about or About.begun(age="unsure"))
    return held.with_answer("UNODC.G.01", Choice.PRESENT, f"{CANARY} said so", NOTE)


def put_by(actor: Member, held: Interview, person: Person | None = None) -> Unfinished:
    return later.put_by(actor=actor, held=held, at=NOON, on=TODAY, person=person)


def went_on(actor: Member, row: Unfinished) -> Interview:
    return queries.go_on(actor, queries.unfinished_for(actor, row.id))


def test_a_talk_comes_back_as_it_was(cast: Cast) -> None:
    held = begun()
    row = put_by(cast.advocate_a, held)
    found = went_on(cast.advocate_a, row)
    assert (found.choices, found.words, found.notes) == (held.choices, held.words, held.notes)
    assert found.about == replace(held.about, person=row.person.code, put_by=1)
    assert queries.unfinished_of(cast.advocate_a) == [row]
    assert audit.looked(row.person_id)[0].name == "screening.opened"


def test_nothing_of_it_stands_plain_in_the_database(cast: Cast) -> None:
    put_by(cast.advocate_a, begun())
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM screening_unfinished")
        stored = repr(cursor.fetchall())
    assert CANARY not in stored
    assert "UNODC.G" not in stored
    assert "unodc-general" in stored  # red control: the row is there


def test_only_who_began_it_goes_on_with_it(cast: Cast) -> None:
    row = put_by(cast.advocate_a, begun())
    people.stand_by(actor=cast.advocate_a, person=row.person, member=cast.advocate_b, on=TODAY)
    for nobody in (cast.advocate_b, cast.case_lead, cast.advocate_elsewhere):
        assert queries.unfinished_of(nobody) == []
        with pytest.raises(queries.NoSuchScreening):
            queries.unfinished_for(nobody, row.id)
        with pytest.raises(queries.NoSuchScreening):
            queries.go_on(nobody, row)


def test_the_same_press_twice_keeps_one_and_writes_one_person_down(cast: Cast) -> None:
    held = begun()
    first, again = put_by(cast.advocate_a, held), put_by(cast.advocate_a, held)
    assert (first, first.version) == (again, again.version)
    assert Unfinished.rows.count() == 1
    assert Person.rows.filter(organisation=cast.house).count() == 1
    put_by(cast.advocate_a, begun())  # red control: another talk is another one
    assert Unfinished.rows.count() == 2


def test_going_on_and_keeping_again_rises(cast: Cast) -> None:
    row = put_by(cast.advocate_a, begun())
    held = went_on(cast.advocate_a, row).with_answer("UNODC.G.02", Choice.ABSENT, "")
    assert put_by(cast.advocate_a, held).version == 2
    assert went_on(cast.advocate_a, row).choices == held.choices


def test_a_second_window_that_says_something_else_overwrites_nothing(cast: Cast) -> None:
    row = put_by(cast.advocate_a, begun())
    phone = laptop = went_on(cast.advocate_a, row)
    put_by(cast.advocate_a, phone.with_answer("UNODC.G.02", Choice.ABSENT, ""))
    with pytest.raises(later.Moved) as moved:
        put_by(cast.advocate_a, laptop.with_answer("UNODC.G.02", Choice.PRESENT, "locked"))
    assert moved.value.unfinished == row
    assert went_on(cast.advocate_a, row).choices["UNODC.G.02"] is Choice.ABSENT


def test_without_the_version_the_second_window_would_overwrite(cast: Cast) -> None:
    # Red control.
    row = put_by(cast.advocate_a, begun())
    laptop = went_on(cast.advocate_a, row).with_answer("UNODC.G.02", Choice.PRESENT, "")
    put_by(
        cast.advocate_a, went_on(cast.advocate_a, row).with_answer("UNODC.G.02", Choice.ABSENT, "")
    )
    blind = laptop.around(replace(laptop.about, put_by=2))
    assert put_by(cast.advocate_a, blind).version == 3


def test_two_windows_become_one_talk_and_nobody_chooses_for_the_worker() -> None:
    here = begun().with_answer("UNODC.G.02", Choice.PRESENT, "locked")
    there = begun(here.about).with_answer("UNODC.G.02", Choice.ABSENT, "")
    here = here.with_answer("UNODC.G.03", Choice.NOT_SURE, "")
    there = there.with_answer("UNODC.G.04", Choice.PRESENT, "")
    found = differences(here, there)
    assert [item.indicator.id for item in found] == ["UNODC.G.02", "UNODC.G.03", "UNODC.G.04"]
    assert [item.of_both for item in found] == [True, False, False]
    with pytest.raises(NotChosen) as left:
        joined(here, there, {})
    assert left.value.indicators == ("UNODC.G.02",)
    for side, expected in (("here", Choice.PRESENT), ("there", Choice.ABSENT)):
        both = joined(here, there, {"UNODC.G.02": side})
        assert both.choices["UNODC.G.02"] is expected
        assert both.choices["UNODC.G.03"] is Choice.NOT_SURE
        assert both.choices["UNODC.G.04"] is Choice.PRESENT
        assert both.notes["UNODC.G.01"] == NOTE
    assert differences(here, here) == ()


def test_keeping_the_screening_ends_what_was_kept_for_later(cast: Cast) -> None:
    row = put_by(cast.advocate_a, begun())
    held = went_on(cast.advocate_a, row)
    kept = actions.keep(actor=cast.advocate_a, held=held, on=TODAY, person=row.person)
    assert queries.unfinished_of(cast.advocate_a) == []
    ended = Unfinished.rows.get(id=row.id)
    assert ended.ended_at is not None
    assert ended.said is None
    found = queries.read(cast.advocate_a, kept)
    assert found.interview is not None
    assert found.interview.notes == held.notes
    assert found.interview.about.age == "unsure"


def test_one_talk_is_kept_once_from_however_many_windows(cast: Cast) -> None:
    held = begun()
    kept = actions.keep(actor=cast.advocate_a, held=held, on=TODAY)
    other = held.with_answer("UNODC.G.02", Choice.PRESENT, "")
    for again in (held, other):
        with pytest.raises(actions.AlreadyKept) as already:
            actions.keep(actor=cast.advocate_a, held=again, on=TODAY)
        assert already.value.screening == kept
        with pytest.raises(actions.AlreadyKept):
            put_by(cast.advocate_a, again)
    assert Screening.rows.count() == 1
    assert Person.rows.filter(organisation=cast.house).count() == 1
    actions.keep(actor=cast.advocate_a, held=begun(), on=TODAY)  # red control: another talk
    assert Screening.rows.count() == 2


def test_the_database_keeps_one_talk_once_too(cast: Cast) -> None:
    held = begun()
    kept = actions.keep(actor=cast.advocate_a, held=held, on=TODAY)
    other = actions.keep(actor=cast.advocate_a, held=begun(), on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Screening.rows.filter(id=other.id).update(talk=kept.talk)


def test_letting_go_empties_it_and_leaves_a_trace(cast: Cast) -> None:
    row = put_by(cast.advocate_a, begun())
    later.let_go(actor=cast.advocate_a, unfinished=row, at=NOON)
    later.let_go(actor=cast.advocate_a, unfinished=row, at=NOON)  # twice is once
    assert queries.unfinished_of(cast.advocate_a) == []
    assert Unfinished.rows.get(id=row.id).said is None
    names = [look.name for look in audit.looked(row.person_id)]
    assert names.count("screening.let_go") == 1


def test_a_window_that_was_open_meanwhile_loses_nothing(cast: Cast) -> None:
    row = put_by(cast.advocate_a, begun())
    held = went_on(cast.advocate_a, row)
    later.let_go(actor=cast.advocate_a, unfinished=row, at=NOON)
    again = put_by(cast.advocate_a, held)
    assert again == row
    assert went_on(cast.advocate_a, again).words == held.words


def test_what_cannot_be_put_by_is_refused_and_writes_nobody_down(cast: Cast) -> None:
    theirs = people.write_down(actor=cast.advocate_b, on=TODAY)
    empty = Interview(instrument("unodc-general"), about=About.begun())
    with pytest.raises(actions.NothingAnswered):
        put_by(cast.advocate_a, empty)
    with pytest.raises(actions.NothingAnswered):
        put_by(cast.advocate_a, begun().around(About()))
    with pytest.raises(NotYours):
        put_by(cast.advocate_a, begun(), theirs)
    for nobody in (cast.lawyer, cast.police_liaison, cast.survivor, cast.administrator):
        with pytest.raises(allowed.NotForYourRole):
            put_by(nobody, begun())
    assert not Unfinished.rows.exists()
    assert Person.rows.filter(organisation=cast.house).count() == 1


def test_forgetting_a_person_takes_what_was_not_finished(cast: Cast) -> None:
    row = put_by(cast.advocate_a, begun())
    erasure.erase(row.person)
    assert not Unfinished.rows.exists()


def test_the_database_refuses_words_that_ended(cast: Cast) -> None:
    row = put_by(cast.advocate_a, begun())
    with pytest.raises(IntegrityError), transaction.atomic():
        Unfinished.rows.filter(id=row.id).update(ended_at=NOON)
