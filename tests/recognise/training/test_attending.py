"""Who came to a session: named to its trainer, offered to themselves, and never singled out."""

from datetime import timedelta

import pytest

from clew.ground.accounts import tries
from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role
from clew.ground.audit.models import Event
from clew.recognise.training import actions, attending, certificates
from clew.recognise.training.courses import courses
from clew.recognise.training.effect import finished_in
from clew.recognise.training.models import Answer, Attendance, Session, Sitting, Stage
from clew.recognise.training.permissions import NotATrainer
from clew.recognise.training.queries import NoSuchSession
from clew.recognise.training.signing import checked
from clew.recognise.training.taking import begin
from tests.cast import TODAY, Cast, member, signed_in
from tests.factories import learners as factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(cast: Cast) -> Session:
    return actions.write_down(
        actor=cast.trainer, held_on=TODAY, place="Night shelter", attendees=14, on=TODAY
    )


def people(cast: Cast, many: int) -> list[Member]:
    return [member(cast.kitchen, f"Came {number}", Role.FIRST_RESPONDER) for number in range(many)]


def sat(learner: Member, stage: Stage, *, code: str = "", done: bool = True) -> Sitting:
    course = courses()["recognise"]
    form = "A" if stage is Stage.BEFORE else "B"
    row = Sitting.objects.create(
        learner=learner, organisation=learner.organisation, course="recognise",
        course_version="1.0", stage=stage, form=form, begun_on=TODAY, training_session=code,
        finished_on=TODAY if done else None,
    )  # fmt: skip
    Answer.objects.bulk_create(
        Answer(sitting=row, scene=scene.id, says_case=scene.case, sure=2, option=scene.then.right)
        for scene in course.forms[form]
    )
    return row


def test_a_member_writes_themselves_down_by_the_code_once(cast: Cast, session: Session) -> None:
    for typed in (session.code, f" {session.code.lower()} "):
        attending.say_i_came(actor=cast.first_responder, code=typed, on=TODAY)
    assert Attendance.objects.count() == 1
    assert Event.objects.filter(name="training.attended").count() == 1
    (offered,) = attending.sessions_of(cast.first_responder)
    assert (offered.code, offered.place) == (session.code, "Night shelter")
    assert attending.sessions_of(cast.advocate_a) == []


def test_a_code_that_is_none_writes_nobody_down_and_is_not_guessed_for_long(
    cast: Cast, session: Session
) -> None:
    for _number in range(tries.MOST):
        with pytest.raises(attending.NoSuchCode):
            attending.say_i_came(actor=cast.first_responder, code="T-NONE", on=TODAY)
    with pytest.raises(tries.TooManyTries):
        attending.say_i_came(actor=cast.first_responder, code=session.code, on=TODAY)
    assert not Attendance.objects.exists()


def test_a_session_that_is_not_held_yet_is_nobodys(cast: Cast, session: Session) -> None:
    with pytest.raises(attending.NoSuchCode):
        attending.say_i_came(
            actor=cast.first_responder, code=session.code, on=TODAY - timedelta(days=1)
        )


@pytest.mark.both
def test_never_more_are_written_down_than_came(cast: Cast) -> None:
    small = actions.write_down(
        actor=cast.trainer, held_on=TODAY, place="Shelter", attendees=1, on=TODAY
    )
    attending.say_i_came(actor=cast.first_responder, code=small.code, on=TODAY)
    with pytest.raises(attending.MoreThanCame):
        attending.say_i_came(actor=cast.advocate_a, code=small.code, on=TODAY)
    colleague = member(cast.kitchen, "Came last", Role.FIRST_RESPONDER)
    with pytest.raises(attending.MoreThanCame):
        attending.name_those_who_came(
            actor=cast.trainer, session=small, members=[colleague.id], on=TODAY
        )
    assert attending.came_to(small) == [cast.first_responder]


def test_the_trainer_names_colleagues_and_nobody_elsewhere(cast: Cast, session: Session) -> None:
    wanted = [cast.first_responder.id, cast.advocate_a.id]
    attending.name_those_who_came(actor=cast.trainer, session=session, members=wanted, on=TODAY)
    assert attending.came_to(session) == [cast.first_responder]
    colleague = member(cast.kitchen, "Tim Trainer", Role.TRAINER)
    with pytest.raises(NotATrainer):
        attending.name_those_who_came(
            actor=colleague, session=session, members=[colleague.id], on=TODAY
        )


def test_a_form_taken_in_the_weeks_before_and_those_since_name_the_session(
    cast: Cast, session: Session
) -> None:
    learner = cast.first_responder
    before, other = sat(learner, Stage.BEFORE), sat(cast.advocate_a, Stage.BEFORE)
    attending.say_i_came(actor=learner, code=session.code, on=TODAY)
    before.refresh_from_db()
    other.refresh_from_db()
    assert (before.training_session, other.training_session) == (session.code, "")
    behind = attending.session_behind(learner, "recognise")
    after = begin(
        actor=learner, course=courses()["recognise"], stage=Stage.AFTER, on=TODAY,
        training_session=behind,
    )  # fmt: skip
    assert after.training_session == session.code
    assert attending.session_behind(cast.advocate_a, "recognise") == ""


def test_a_certificate_names_the_session_in_its_signed_words(cast: Cast, session: Session) -> None:
    course = courses()["recognise"]
    sitting = sat(cast.first_responder, Stage.AFTER, code=session.code)
    given = certificates.issue(actor=cast.first_responder, course=course, sitting=sitting)
    lines = certificates.lines_of(given, course)
    assert lines.startswith("CLEW CERTIFICATE 2\n")
    assert checked(lines).session == f"{session.code}, {TODAY.isoformat()}, Night shelter"
    without = factories.certificate_ids(cast.advocate_a)["certificate_id"]
    plain = certificates.lines_of(
        certificates.certificate_for(cast.advocate_a, without),  # type: ignore[arg-type]
        course,
    )
    assert plain.startswith("CLEW CERTIFICATE 1\n")
    assert checked(plain).session == ""


@pytest.mark.both
def test_how_many_of_a_session_finished_is_told_in_whole_tens(cast: Cast, session: Session) -> None:
    course, tomorrow = courses()["recognise"], TODAY + timedelta(days=1)
    came = people(cast, 12)
    for learner in came[:9]:
        sat(learner, Stage.AFTER, code=session.code)
    assert finished_in(cast.trainer, course, session, on=tomorrow)[1] == (Stage.AFTER, 0, 0)
    for learner in came[9:]:
        sat(learner, Stage.AFTER, code=session.code)
    assert finished_in(cast.trainer, course, session, on=tomorrow)[1] == (Stage.AFTER, 10, 10)
    assert finished_in(cast.trainer, course, session, on=TODAY)[1] == (Stage.AFTER, 10, 0)


def test_a_trainers_own_form_does_not_make_the_ten(cast: Cast, session: Session) -> None:
    course, tomorrow = courses()["recognise"], TODAY + timedelta(days=1)
    for learner in people(cast, 9):
        sat(learner, Stage.AFTER, code=session.code)
    sat(cast.trainer, Stage.AFTER, code=session.code)
    assert finished_in(cast.trainer, course, session, on=tomorrow)[1] == (Stage.AFTER, 0, 0)
    colleague = member(cast.kitchen, "Came last", Role.FIRST_RESPONDER)
    sat(colleague, Stage.AFTER, code=session.code)  # red control: anybody else does
    assert finished_in(cast.trainer, course, session, on=tomorrow)[1] == (Stage.AFTER, 10, 10)


def test_how_well_people_tell_apart_is_shown_of_no_session(cast: Cast, session: Session) -> None:
    for learner in people(cast, 12):
        sat(learner, Stage.AFTER, code=session.code)
    page = signed_in(cast.trainer).get(f"/training/sessions/{session.code}/").content.decode()
    assert "Forms of" in page
    assert "Criterion" not in page
    assert "d′" not in page


def test_forms_of_another_session_are_not_counted(cast: Cast, session: Session) -> None:
    course, tomorrow = courses()["recognise"], TODAY + timedelta(days=1)
    for learner in people(cast, 10):
        sat(learner, Stage.AFTER, code="T-OTHER")
    assert finished_in(cast.trainer, course, session, on=tomorrow)[1] == (Stage.AFTER, 0, 0)


def test_a_session_is_for_its_trainer_and_who_leads_and_names_people_to_the_trainer_only(
    cast: Cast, session: Session
) -> None:
    attending.say_i_came(actor=cast.first_responder, code=session.code, on=TODAY)
    address = f"/training/sessions/{session.code}/"
    own = signed_in(cast.trainer).get(address).content.decode()
    assert cast.first_responder.shown_name in own
    assert "fewer than ten" in own
    lead = signed_in(cast.case_lead).get(address).content.decode()
    assert "14 people came" in lead
    assert cast.first_responder.shown_name not in lead
    assert signed_in(cast.advocate_a).get(address).status_code == 403
    stranger = member(cast.elsewhere, "Sam Trainer", Role.TRAINER)
    assert signed_in(stranger).get(address).status_code == 404
    with pytest.raises(NoSuchSession):
        finished_in(stranger, courses()["recognise"], session, on=TODAY)


@pytest.mark.both
def test_the_pages_write_down_who_came(cast: Cast, session: Session) -> None:
    address = f"/training/sessions/{session.code}/"
    token = "0f0a1c51-3e0c-4c86-8a1e-7c9a1a8e1d11"
    form = {"member": [str(cast.first_responder.id), "nobody"], "once": token}
    assert signed_in(cast.trainer).post(address, form).status_code == 303
    assert signed_in(cast.case_lead).post(address, {"once": token[:-1] + "2"}).status_code == 404
    assert attending.came_to(session) == [cast.first_responder]
    learner = signed_in(cast.advocate_a)
    wrong = learner.post("/training/came/", {"code": "T-NONE", "once": token[:-1] + "3"})
    assert wrong.status_code == 422
    assert 'href="#f-code"' in wrong.content.decode()
    right = learner.post("/training/came/", {"code": session.code, "once": token[:-1] + "4"})
    assert right.status_code == 303
    assert session.code in learner.get("/training/learn/").content.decode()
    assert cast.advocate_a in attending.came_to(session)
