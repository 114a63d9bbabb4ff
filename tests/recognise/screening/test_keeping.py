"""A screening is kept for one person, sealed, and opened only by its owner and who stands by."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from clew.ground.accounts.guarded import NoViewer
from clew.ground.audit import queries as audit
from clew.ground.vault import permits
from clew.recognise.screening import actions, erasure, queries
from clew.recognise.screening import permissions as allowed
from clew.recognise.screening.interview import Choice, Interview
from clew.recognise.screening.models import Screening
from clew.rules.indicators.instruments import instrument, instrument_ids
from clew.survivor.people import actions as people
from clew.survivor.people.permissions import NotYours
from tests.cast import CANARY, TODAY, Cast

pytestmark = pytest.mark.django_db
SIGN = "UNODC.G.01"


def talked(words: str = f"{CANARY} said so") -> Interview:
    held = Interview(instrument("unodc-general"))
    return held.with_answer(SIGN, Choice.PRESENT, words).with_answer(
        "UNODC.G.02", Choice.NOT_SAID, ""
    )


def test_keeping_writes_down_a_person_without_a_name(cast: Cast) -> None:
    kept = actions.keep(
        actor=cast.first_responder, held=talked(), on=TODAY, channel="soup_kitchen",
        training_session="session_1",
    )  # fmt: skip
    found = queries.read(cast.first_responder, queries.screening_for(cast.first_responder, kept.id))
    assert (kept.answered, kept.channel, kept.training_session) == (2, "soup_kitchen", "session_1")
    assert [(sign.id, words) for sign, words in found.present] == [(SIGN, f"{CANARY} said so")]
    assert found.interview is not None
    assert found.interview.choices == talked().choices
    assert found.outcome is not None
    assert found.outcome.overall.outcome == "indicators_present"
    assert (found.left_over, found.other_version) == (0, None)
    assert kept.person.full_name is None
    assert kept.person.called is None


def test_keeping_for_somebody_of_ones_own_makes_nobody_new(cast: Cast) -> None:
    person = people.write_down(actor=cast.advocate_a, on=TODAY)
    kept = actions.keep(actor=cast.advocate_a, held=talked(), on=TODAY, person=person)
    assert kept.person == person
    assert queries.mine(cast.advocate_a) == [kept]


def test_nothing_of_what_was_said_stands_plain_in_the_database(cast: Cast) -> None:
    actions.keep(actor=cast.first_responder, held=talked(), on=TODAY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM screening_screening")
        stored = repr(cursor.fetchall())
    assert CANARY not in stored
    assert SIGN not in stored
    assert "unodc-general" in stored  # red control: the row is there


def test_a_colleague_sees_nothing_and_neither_does_another_organisation(cast: Cast) -> None:
    hers = actions.keep(actor=cast.advocate_a, held=talked(), on=TODAY)
    other = actions.keep(actor=cast.advocate_elsewhere, held=talked(), on=TODAY)
    assert list(queries.visible_to(cast.advocate_a)) == [hers]
    assert list(queries.visible_to(cast.advocate_elsewhere)) == [other]
    for nobody in (cast.advocate_b, cast.case_lead, cast.advocate_elsewhere):
        with pytest.raises(queries.NoSuchScreening):
            queries.screening_for(nobody, hers.id)
        with pytest.raises(queries.NoSuchScreening):
            queries.read(nobody, hers)


def test_who_stands_by_the_person_reads_it_too(cast: Cast) -> None:
    kept = actions.keep(actor=cast.advocate_a, held=talked(), on=TODAY)
    people.stand_by(actor=cast.advocate_a, person=kept.person, member=cast.advocate_b, on=TODAY)
    assert queries.screening_for(cast.advocate_b, kept.id) == kept
    assert queries.mine(cast.advocate_b) == []


def test_reading_leaves_a_trace_before_anything_opens(cast: Cast) -> None:
    kept = actions.keep(actor=cast.advocate_a, held=talked(), on=TODAY)
    permits.clear()
    row = queries.screening_for(cast.advocate_a, kept.id)
    with pytest.raises(permits.NoTrace):
        _ = row.said  # red control: without a trace it stays shut
    queries.read(cast.advocate_a, row)
    names = [look.name for look in audit.looked(kept.person_id)]
    assert names[0] == "screening.opened"


def test_a_screening_of_an_older_version_says_so(cast: Cast) -> None:
    kept = actions.keep(actor=cast.advocate_a, held=talked(), on=TODAY)
    Screening.rows.filter(id=kept.id).update(instrument_version="1999")
    row = queries.screening_for(cast.advocate_a, kept.id)
    found = queries.read(cast.advocate_a, row)
    assert found.other_version == instrument("unodc-general").version


def test_answers_to_questions_that_are_gone_are_counted_and_not_lost(cast: Cast) -> None:
    held = Interview(
        instrument("unodc-general"), {SIGN: Choice.PRESENT, "UNODC.OLD.1": Choice.PRESENT}
    )
    kept = actions.keep(actor=cast.advocate_a, held=held, on=TODAY)
    found = queries.read(cast.advocate_a, queries.screening_for(cast.advocate_a, kept.id))
    assert found.left_over == 1
    assert [sign.id for sign, _words in found.present] == [SIGN]


def test_an_instrument_that_is_gone_leaves_the_row_readable(cast: Cast) -> None:
    kept = actions.keep(actor=cast.advocate_a, held=talked(), on=TODAY)
    Screening.rows.filter(id=kept.id).update(instrument="long-gone")
    found = queries.read(cast.advocate_a, queries.screening_for(cast.advocate_a, kept.id))
    assert (found.interview, found.outcome, found.left_over) == (None, None, 2)


def test_what_cannot_be_kept_is_refused_and_writes_nobody_down(cast: Cast) -> None:
    actor, held = cast.advocate_a, talked()
    theirs = people.write_down(actor=cast.advocate_b, on=TODAY)
    with pytest.raises(actions.NothingAnswered):
        actions.keep(actor=actor, held=Interview(instrument("unodc-general")), on=TODAY)
    with pytest.raises(actions.NotYet):
        actions.keep(actor=actor, held=held, on=TODAY, started_on=TODAY + timedelta(days=1))
    with pytest.raises(actions.NotACodeOfOurs):
        actions.keep(actor=actor, held=held, on=TODAY, channel=CANARY)
    with pytest.raises(actions.NotACodeOfOurs):
        actions.keep(actor=actor, held=held, on=TODAY, training_session=f"{CANARY} 1")
    with pytest.raises(NotYours):
        actions.keep(actor=actor, held=held, on=TODAY, person=theirs)
    for nobody in (cast.lawyer, cast.police_liaison, cast.administrator, cast.survivor):
        with pytest.raises(allowed.NotForYourRole):
            actions.keep(actor=nobody, held=held, on=TODAY)
    assert not Screening.rows.exists()


def test_the_trail_is_of_the_first_screening_that_names_it(cast: Cast) -> None:
    first = actions.keep(actor=cast.advocate_a, held=talked(), on=TODAY)
    for channel, session in (("hospital", ""), ("helpline", "session_2")):
        actions.keep(
            actor=cast.advocate_a, held=talked(), on=TODAY, person=first.person, channel=channel,
            training_session=session,
        )  # fmt: skip
    assert queries.trail_of(cast.advocate_a, first.person) == ("hospital", "session_2")
    with pytest.raises(NotYours):
        queries.trail_of(cast.advocate_b, first.person)


def test_the_database_refuses_a_screening_without_an_answer(cast: Cast) -> None:
    kept = actions.keep(actor=cast.advocate_a, held=talked(), on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Screening.rows.filter(id=kept.id).update(answered=0)


def test_rows_are_not_to_be_had_without_a_viewer() -> None:
    with pytest.raises(NoViewer):
        Screening.objects.all()


def test_forgetting_a_person_takes_their_screenings(cast: Cast) -> None:
    kept = actions.keep(actor=cast.advocate_a, held=talked(), on=TODAY)
    other = actions.keep(actor=cast.advocate_a, held=talked(), on=TODAY)
    erasure.erase(kept.person)
    assert queries.mine(cast.advocate_a) == [other]


def test_no_instrument_takes_an_address_of_kept_screenings() -> None:
    assert "kept" not in instrument_ids()
