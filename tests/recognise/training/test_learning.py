"""A learner reads, is asked, and takes the forms; nobody else sees what they answered."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from clew.ground.accounts.models import Member
from clew.ground.audit.models import Event
from clew.recognise.training import learning, taking
from clew.recognise.training.courses import Course, courses
from clew.recognise.training.models import Answer, Memory, Read, Sitting, Stage
from clew.recognise.training.progress import progress
from clew.recognise.training.results import result_of
from tests.cast import TODAY, Cast, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> Course:
    return courses()["recognise"]


def begun(actor: Member, course: Course, stage: Stage = Stage.BEFORE, on: date = TODAY) -> Sitting:
    return taking.begin(actor=actor, course=course, stage=stage, on=on)


def answer_all(sitting: Sitting, course: Course, *, well: bool, on: date = TODAY) -> None:
    for scene in course.forms[sitting.form]:
        says = scene.case if well else True
        option = scene.then.right if well else scene.then.right % len(scene.then.options) + 1
        taking.judge(actor=sitting.learner, sitting=sitting, scene=scene, says_case=says, sure=2)
        taking.step(
            actor=sitting.learner, sitting=sitting, course=course, scene=scene, option=option, on=on
        )


def read_all(actor: Member, course: Course) -> None:
    for lesson in course.lessons:
        learning.close(actor=actor, course=course, lesson=lesson, said={}, on=TODAY)


def test_the_forms_follow_the_lessons_and_weeks(cast: Cast, course: Course) -> None:
    actor = cast.advocate_a
    with pytest.raises(taking.NotYet):
        begun(actor, course, Stage.AFTER)
    before = begun(actor, course)
    assert begun(actor, course) == before  # the open one goes on
    answer_all(before, course, well=False)
    assert not progress(actor, course, on=TODAY).may_take(Stage.AFTER, TODAY)
    read_all(actor, course)
    assert progress(actor, course, on=TODAY).may_take(Stage.AFTER, TODAY)
    after = begun(actor, course, Stage.AFTER)
    assert after.form != before.form
    answer_all(after, course, well=True)
    with pytest.raises(taking.NotYet):
        begun(actor, course, Stage.LATER, TODAY + timedelta(weeks=7))
    later = begun(actor, course, Stage.LATER, TODAY + timedelta(weeks=8))
    assert len({before.form, after.form, later.form}) == 3


def test_seeing_signs_everywhere_does_not_pass_and_telling_apart_does(
    cast: Cast, course: Course
) -> None:
    sitting = begun(cast.advocate_a, course)
    answer_all(sitting, course, well=False)
    result = result_of(course, sitting.form, sitting.answers.all())
    assert (result.told.hits, result.told.false_alarms) == (12, 9)
    assert {"false_alarms", "right_steps"} <= set(result.missing)
    other = begun(cast.advocate_b, course)
    answer_all(other, course, well=True)
    assert result_of(course, other.form, other.answers.all()).passed


def test_an_answer_stands_and_the_same_again_is_the_same(cast: Cast, course: Course) -> None:
    sitting = begun(cast.advocate_a, course)
    scene = taking.next_scene(course, sitting)[0]
    assert scene is not None
    said = {"actor": cast.advocate_a, "sitting": sitting, "scene": scene, "sure": 1}
    taking.judge(**said, says_case=True)
    taking.judge(**said, says_case=True)
    with pytest.raises(taking.AnsweredOtherwise):
        taking.judge(**said, says_case=False)
    assert Answer.objects.get().says_case
    assert Event.objects.filter(name="training.scene_judged").count() == 1


def test_a_question_moves_away_when_right_and_near_when_wrong(cast: Cast, course: Course) -> None:
    question = course.questions["r01"]
    wrong = question.right % len(question.options) + 1
    days = {}
    for name, actor, option in (
        ("right", cast.advocate_a, question.right),
        ("wrong", cast.advocate_b, wrong),
    ):
        _, memory = learning.answered(
            actor=actor, course=course, question=question, option=option, on=TODAY
        )
        days[name] = memory.due_on
    assert TODAY < days["wrong"] < days["right"]
    again = learning.answered(
        actor=cast.advocate_a, course=course, question=question, option=question.right, on=TODAY
    )
    assert again[1].due_on == days["right"]  # a page sent twice counts once
    assert Memory.objects.count() == 2


def test_the_questions_of_a_concept_take_turns(cast: Cast, course: Course) -> None:
    asked, question = ["r01"], course.questions["r01"]
    for turn in range(3):
        on = TODAY + timedelta(days=30 * turn)
        _, memory = learning.answered(
            actor=cast.advocate_a, course=course, question=question, option=1, on=on
        )
        question = learning.next_question(course, memory)
        asked.append(question.id)
    assert len(set(asked)) == 4


def test_a_form_is_taken_in_pages_and_looked_back_at_after_the_lessons(
    cast: Cast, course: Course
) -> None:
    learner = signed_in(cast.advocate_a)
    address = reverse("training:course", args=[course.plan.id])
    assert "Scenes before the lessons" in learner.get(address).content.decode()
    for stage in (Stage.BEFORE, Stage.AFTER):
        start = learner.post(f"{address}begin/", {"stage": stage.value})
        assert start.status_code == 303
        taken = take_in_pages(learner, start["Location"], course)
        assert "signs where there were none" not in taken
        back = learner.get(f"{start['Location']}back/")
        assert back.status_code == (404 if stage is Stage.BEFORE else 200)
        read_all(cast.advocate_a, course)
    assert "You reached the mark." in taken
    words = back.content.decode()
    assert "The best answer" in words
    assert "art. 3(a)" in words


def take_in_pages(learner: Client, address: str, course: Course) -> str:
    """Answer what each page asks, as it should be; return the page of the result."""
    sitting = Sitting.objects.get(finished_on=None)
    for scene in taking.order_of(course, sitting):
        page = learner.get(address).content.decode()
        assert escape(scene.setting) in page
        assert escape(scene.then.options[0]) not in page  # the step would give the answer away
        assert escape(scene.because) not in page
        said = {"scene": scene.id, "part": "judgement", "sure": "3"}
        assert learner.post(address, said).status_code == 422
        said["signs"] = "yes" if scene.case else "no"
        assert learner.post(address, said).status_code == 303
        step = {"scene": scene.id, "part": "step", "option": str(scene.then.right)}
        assert learner.post(address, step).status_code == 303
    return learner.get(address).content.decode()


def test_a_lesson_asks_at_its_end_and_says_what_is_right(cast: Cast, course: Course) -> None:
    learner = signed_in(cast.advocate_a)
    address = reverse("training:lesson", args=[course.plan.id, "m1"])
    page = learner.get(address).content.decode()
    assert "Trafficking has three parts" in page
    assert learner.post(address, {"r01": "1"}).status_code == 422
    assert not Read.objects.exists()
    items = course.plan.modules[0].items
    told = learner.post(address, {each: str(course.questions[each].right) for each in items})
    assert told.status_code == 200
    assert course.questions["r01"].because in told.content.decode().replace("&#x27;", "'")
    assert Read.objects.get().lesson == "m1"


def test_a_lesson_sent_twice_counts_once(cast: Cast, course: Course) -> None:
    learner = signed_in(cast.advocate_a)
    address = reverse("training:lesson", args=[course.plan.id, "m1"])
    said = dict.fromkeys(course.plan.modules[0].items, "1")
    said["once"] = "0f0a1c51-3e0c-4c86-8a1e-7c9a1a8e1d12"
    assert learner.post(address, said).status_code == 200
    kept = list(Memory.objects.values_list("concept", "asked", "card"))
    assert learner.post(address, said).status_code == 409
    assert list(Memory.objects.values_list("concept", "asked", "card")) == kept


def test_a_step_before_the_judgement_is_asked_back(cast: Cast, course: Course) -> None:
    sitting = begun(cast.advocate_a, course)
    scene = course.forms[sitting.form][0]
    step = {"scene": scene.id, "part": "step", "option": "1"}
    answer = signed_in(cast.advocate_a).post(reverse("training:scene", args=[sitting.id]), step)
    assert answer.status_code == 422
    assert "Say first whether there are signs." in answer.content.decode()
    assert not Answer.objects.exists()


def test_what_has_come_back_is_asked_one_by_one(cast: Cast, course: Course) -> None:
    for name in ("r01", "r05"):
        learning.answered(
            actor=cast.advocate_a, course=course, question=course.questions[name], option=1,
            on=TODAY - timedelta(days=40),
        )  # fmt: skip
    learner = signed_in(cast.advocate_a)
    address = reverse("training:again", args=[course.plan.id])
    assert "2 for today" in learner.get(address).content.decode()
    assert learner.post(address, {"question": "r02"}).status_code == 422
    told = learner.post(address, {"question": "r02", "r02": "3"}).content.decode()
    assert "The best answer" in told
    assert "The last one for today" in learner.get(address).content.decode()


def test_nobody_sees_what_somebody_else_answered(cast: Cast, course: Course) -> None:
    sitting = begun(cast.advocate_a, course)
    answer_all(sitting, course, well=True)
    address = reverse("training:scene", args=[sitting.id])
    assert signed_in(cast.advocate_a).get(address).status_code == 200  # control
    for other in (cast.advocate_b, cast.case_lead, cast.trainer, cast.auditor):
        assert signed_in(other).get(address).status_code == 404


@pytest.mark.parametrize("address", ["learn/no-such/", "learn/recognise/m99/", "learn/a/again/"])
def test_what_is_not_there_is_not_found(cast: Cast, address: str) -> None:
    assert signed_in(cast.advocate_a).get(f"/training/{address}").status_code == 404
