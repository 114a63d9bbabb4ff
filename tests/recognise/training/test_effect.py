"""A trainer sees what a course has done for ten people or more, and never one person's answers."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role
from clew.recognise.training.courses import Course, courses
from clew.recognise.training.effect import Effect, effect
from clew.recognise.training.models import Answer, Sitting, Stage
from clew.recognise.training.permissions import NotATrainer
from tests.cast import TODAY, Cast, member, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> Course:
    return courses()["recognise"]


def took(
    learner: Member,
    course: Course,
    stage: Stage,
    *,
    well: bool,
    done: bool = True,
    on: date = TODAY,
) -> None:
    form = "A" if stage is Stage.BEFORE else "B"
    sitting = Sitting.objects.create(
        learner=learner, organisation=learner.organisation, course=course.plan.id,
        course_version="1.0", stage=stage, form=form, begun_on=on,
        finished_on=on if done else None,
    )  # fmt: skip
    Answer.objects.bulk_create(
        Answer(
            sitting=sitting,
            scene=scene.id,
            says_case=scene.case if well else True,
            sure=2,
            option=scene.then.right,
        )
        for scene in course.forms[form]
    )


def seen_by(actor: Member, course: Course) -> Effect:
    return effect(actor, course, on=TODAY + timedelta(days=1))


def learners(cast: Cast, many: int) -> list[Member]:
    return [
        member(cast.kitchen, f"Learner {number}", Role.FIRST_RESPONDER) for number in range(many)
    ]


def test_ten_people_have_a_figure_and_nine_have_none(cast: Cast, course: Course) -> None:
    people = learners(cast, 10)
    for learner in people[:9]:
        took(learner, course, Stage.BEFORE, well=False)
    assert seen_by(cast.trainer, course).taken[0].sensitivity is None  # nine
    took(people[9], course, Stage.BEFORE, well=False)
    before = seen_by(cast.trainer, course).taken[0]
    assert before.finished == 10
    assert before.sensitivity is not None
    assert abs(before.sensitivity.mean) < 0.3  # who sees signs everywhere tells nothing apart


def test_one_more_person_changes_no_figure_until_there_are_ten_more(
    cast: Cast, course: Course
) -> None:
    people = learners(cast, 20)
    for learner in people[:10]:
        took(learner, course, Stage.AFTER, well=False)
    ten = seen_by(cast.trainer, course)
    for learner in people[10:19]:
        took(learner, course, Stage.AFTER, well=True, on=TODAY + timedelta(days=1))
        more = effect(cast.trainer, course, on=TODAY + timedelta(days=2))
        assert more.taken[1].sensitivity == ten.taken[1].sensitivity
        assert more.hard == ten.hard
    took(people[19], course, Stage.AFTER, well=True, on=TODAY + timedelta(days=1))
    twenty = effect(cast.trainer, course, on=TODAY + timedelta(days=2))
    assert twenty.taken[1].sensitivity != ten.taken[1].sensitivity  # control


def test_what_was_finished_today_is_not_counted_yet(cast: Cast, course: Course) -> None:
    for learner in learners(cast, 10):
        took(learner, course, Stage.AFTER, well=False)
    assert effect(cast.trainer, course, on=TODAY).taken[1].sensitivity is None
    assert seen_by(cast.trainer, course).taken[1].sensitivity is not None  # control


def test_the_same_people_are_compared_and_who_stopped_is_told(cast: Cast, course: Course) -> None:
    people = learners(cast, 12)
    for number, learner in enumerate(people):
        took(learner, course, Stage.BEFORE, well=False)
        took(learner, course, Stage.AFTER, well=True, done=number < 10)
    seen = seen_by(cast.trainer, course)
    assert (seen.taken[1].begun, seen.taken[1].finished) == (12, 10)
    assert seen.changes[0].people == 10
    assert seen.changes[0].sensitivity is not None
    assert seen.changes[0].sensitivity.low > 2


def test_hard_scenes_are_those_of_after_the_lessons_and_of_ten_people(
    cast: Cast, course: Course
) -> None:
    for learner in learners(cast, 10):
        took(learner, course, Stage.BEFORE, well=False)
    assert not seen_by(cast.trainer, course).hard
    for learner in Member.objects.filter(
        organisation=cast.kitchen, shown_name__startswith="Learner"
    ):
        took(learner, course, Stage.AFTER, well=False)
    hard = seen_by(cast.trainer, course).hard
    assert hard
    assert all(not scene.case and scene.otherwise == scene.answered for scene in hard)


def test_other_organisations_are_not_counted(cast: Cast, course: Course) -> None:
    took(cast.advocate_elsewhere, course, Stage.BEFORE, well=True)
    assert [row.begun for row in seen_by(cast.trainer, course).taken] == [0, 0, 0]


def test_the_page_is_for_trainers_and_names_nobody(cast: Cast, course: Course) -> None:
    people = learners(cast, 10)
    for learner in people:
        took(learner, course, Stage.AFTER, well=False)
    address = reverse("training:effect", args=[course.plan.id])
    page = signed_in(cast.trainer).get(address).content.decode()
    assert "10 of 10 said otherwise" in page
    assert not any(learner.shown_name in page for learner in people)
    assert signed_in(cast.advocate_a).get(address).status_code == 403
    with pytest.raises(NotATrainer):
        seen_by(cast.advocate_a, course)
    assert signed_in(cast.trainer).get("/training/effect/none/").status_code == 404
