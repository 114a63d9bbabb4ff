"""The pages of a learner: the course, its lessons, the forms, and what comes back."""

from datetime import date
from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clew.ground.accounts.actors import actor_of, today_of
from clew.ground.accounts.models import Member
from clew.recognise.training import certificates, learning, taking
from clew.recognise.training.attending import session_behind, sessions_of
from clew.recognise.training.courses import Course, courses
from clew.recognise.training.feedback import explained, looked_back
from clew.recognise.training.models import Sitting, Stage
from clew.recognise.training.permissions import may_see_sessions
from clew.recognise.training.printing import printed
from clew.recognise.training.progress import (
    NoSuchCourse,
    NoSuchSitting,
    course_of,
    progress,
    sitting_for,
)
from clew.recognise.training.results import result_of
from clew.recognise.training.signing import checked

_SURE: Final = ("1", "2", "3")


@require_safe
def learn(request: HttpRequest) -> HttpResponse:
    """Show the courses there are, and how far the actor is."""
    context = learning_page(actor_of(request), today_of(request))
    return render(request, "training/learn.html", context)


def learning_page(actor: Member, on: date) -> dict[str, object]:
    """Return what the first page of a learner shows."""
    return {
        "mine": [progress(actor, course, on=on) for course in courses().values()],
        "may_see_sessions": may_see_sessions(actor),
        "came": sessions_of(actor),
        "form": {"code": ""},
        "errors": {},
    }


@require_safe
def course(request: HttpRequest, course_id: str) -> HttpResponse:
    """Show one course as a thread: what is behind, what is next, what comes back."""
    actor, on = actor_of(request), today_of(request)
    stand = progress(actor, _course(course_id), on=on)
    context = {
        "stand": stand,
        "course": stand.course,
        "may_take": {stage.value: stand.may_take(stage, on) for stage in Stage},
        "results": {
            stage.value: result_of(stand.course, sitting.form, sitting.answers.all())
            for stage, sitting in stand.sittings.items()
            if sitting.finished_on
        },
        "certificates": certificates.certificates_of(actor, stand.course),
        "today": on,
        "due": [(memory, stand.course.concepts[memory.concept]) for memory in stand.due],
        "coming": [(memory, stand.course.concepts[memory.concept]) for memory in stand.coming],
    }
    return render(request, "training/course.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def lesson(request: HttpRequest, course_id: str, lesson_id: str) -> HttpResponse:
    """Show a lesson; on a post, take the answers to its questions and show what is right."""
    actor, on = actor_of(request), today_of(request)
    taught = _course(course_id)
    found = taught.lessons.get(lesson_id)
    if found is None:
        raise Http404
    items = next(each.items for each in taught.plan.modules if each.lesson == lesson_id)
    questions = [taught.questions[item] for item in items]
    order = list(taught.lessons)
    place = order.index(lesson_id)
    context: dict[str, object] = {
        "course": taught,
        "lesson": found,
        "questions": questions,
        "number": place + 1,
        "following": order[place + 1] if place + 1 < len(order) else None,
        "said": {},
        "errors": {},
    }
    if request.method != "POST":
        return render(request, "training/lesson.html", context)
    said = {each.id: _option(request, each.id, len(each.options)) for each in questions}
    if None in said.values():
        open_still = [each for each, option in said.items() if option is None]
        errors = {f"{each}-1": _("Answer this one too, or read on first.") for each in open_still}
        context |= {"errors": errors, "said": said}
        return render(request, "training/lesson.html", context, status=422)
    closed = learning.close(
        actor=actor,
        course=taught,
        lesson=lesson_id,
        said={each: option for each, option in said.items() if option is not None},
        on=on,
    )
    told = [(each, explained(taught, each, said[each.id]), *closed[each.id]) for each in questions]
    context |= {"told": told, "right": sum(right for _question, _told, right, _memory in told)}
    return render(request, "training/lesson_told.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, course_id: str) -> HttpResponse:
    """Ask for one concept whose day has come; on a post, say what is right."""
    actor, on = actor_of(request), today_of(request)
    taught = _course(course_id)
    stand = progress(actor, taught, on=on)
    if request.method == "POST":
        question = taught.questions.get(request.POST.get("question", ""))
        option = _option(request, question.id, len(question.options)) if question else None
        if question is not None and option is not None:
            right, memory = learning.answered(
                actor=actor, course=taught, question=question, option=option, on=on
            )
            left = progress(actor, taught, on=on).due
            context = {
                "course": taught,
                "question": question,
                "explained": explained(taught, question, option),
                "right": right,
                "memory": memory,
                "left": len(left),
            }
            return render(request, "training/again_told.html", context)
    if not stand.due:
        return HttpResponseRedirect(reverse("training:course", args=[course_id]))
    question = learning.next_question(taught, stand.due[0])
    missing = request.method == "POST"
    context = {
        "course": taught,
        "question": question,
        "left": len(stand.due),
        "errors": {f"{question.id}-1": _("Choose one answer.")} if missing else {},
    }
    return render(request, "training/again.html", context, status=422 if missing else 200)


@require_POST
def begin(request: HttpRequest, course_id: str) -> HttpResponse:
    """Begin the form of a stage, or go on with the open one."""
    taught = _course(course_id)
    try:
        stage = Stage(request.POST.get("stage", ""))
        actor = actor_of(request)
        sitting = taking.begin(
            actor=actor,
            course=taught,
            stage=stage,
            on=today_of(request),
            training_session=session_behind(actor, taught.plan.id),
        )
    except (ValueError, taking.NotYet):
        return HttpResponseRedirect(reverse("training:course", args=[course_id]), status=303)
    return HttpResponseRedirect(reverse("training:scene", args=[sitting.id]), status=303)


@require_http_methods(["GET", "HEAD", "POST"])
def scene(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Show the next scene of a form: first the judgement, then one step. At the end, the result."""
    sitting = _sitting(request, sitting_id)
    taught = _course(sitting.course)
    errors: dict[str, str] = {}
    if request.method == "POST":
        answered = _take(request, sitting, taught)
        if answered is None:
            where = reverse("training:scene", args=[sitting.id])
            return HttpResponseRedirect(where, status=303)
        errors = answered
    shown, answer = taking.next_scene(taught, sitting)
    if shown is None:
        return _result(request, taught, sitting)
    order = taking.order_of(taught, sitting)
    context = {
        "course": taught,
        "sitting": sitting,
        "scene": shown,
        "answer": answer,
        "number": order.index(shown) + 1,
        "of": len(order),
        "order": range(1, len(order) + 1),
        "question": taught.plan.steps[shown.then.kind]
        if answer
        else taught.plan.judgement.question,
        "errors": errors,
    }
    return render(request, "training/scene.html", context, status=422 if errors else 200)


@require_safe
def look_back(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Show every scene of a finished form with what was said, what is right, and why."""
    sitting = _sitting(request, sitting_id)
    taught = _course(sitting.course)
    if sitting.finished_on is None or not _may_look_back(sitting):
        raise Http404
    context = {"course": taught, "sitting": sitting, "scenes": looked_back(taught, sitting)}
    return render(request, "training/look_back.html", context)


@require_POST
def certify(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Give the learner the certificate of a form that reached the mark, as a PDF."""
    actor, sitting = actor_of(request), _sitting(request, sitting_id)
    taught = _course(sitting.course)
    try:
        given = certificates.issue(actor=actor, course=taught, sitting=sitting)
    except certificates.NotPassed:
        raise Http404 from None
    return HttpResponseRedirect(reverse("training:certificate", args=[given.id]), status=303)


@require_safe
def certificate(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """Show a certificate of the actor's as a PDF."""
    try:
        given = certificates.certificate_for(actor_of(request), certificate_id)
    except certificates.NoSuchCertificate:
        raise Http404 from None
    lines = certificates.lines_of(given, _course(given.course))
    answer = HttpResponse(printed(checked(lines), lines), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{given.number}.pdf"'
    return answer


def _take(request: HttpRequest, sitting: Sitting, taught: Course) -> dict[str, str] | None:
    """Write down what was sent; return what is wrong with it, or None where it was taken."""
    actor = actor_of(request)
    asked = taught.scenes.get(request.POST.get("scene", ""))
    if asked is None or asked not in taught.forms[sitting.form]:
        raise Http404
    try:
        if request.POST.get("part") == "step":
            option = _option(request, "option", len(asked.then.options))
            if option is None:
                return {"option-1": _("Choose one step.")}
            taking.step(
                actor=actor, sitting=sitting, course=taught, scene=asked, option=option,
                on=today_of(request),
            )  # fmt: skip
            return None
        says, sure = request.POST.get("signs", ""), request.POST.get("sure", "")
        errors = {}
        if says not in {"yes", "no"}:
            errors["signs-yes"] = _("Say whether there are signs.")
        if sure not in _SURE:
            errors["sure-1"] = _("Say how sure you are.")
        if not errors:
            taking.judge(
                actor=actor, sitting=sitting, scene=asked, says_case=says == "yes", sure=int(sure)
            )
            return None
    except taking.NotJudged:
        return {"main": _("Say first whether there are signs.")}
    except taking.AnsweredOtherwise:
        return {"main": _("You answered this scene before, in another window. That answer stands.")}
    else:
        return errors


def _result(request: HttpRequest, taught: Course, sitting: Sitting) -> HttpResponse:
    context = {
        "course": taught,
        "sitting": sitting,
        "result": result_of(taught, sitting.form, sitting.answers.all()),
        "may_look_back": _may_look_back(sitting),
    }
    return render(request, "training/result.html", context)


def _may_look_back(sitting: Sitting) -> bool:
    """After the first form nothing is given away: the lessons come first."""
    return sitting.stage != Stage.BEFORE


def _option(request: HttpRequest, name: str, most: int) -> int | None:
    typed = request.POST.get(name, "")
    option = int(typed) if typed.isascii() and typed.isdigit() else 0
    return option if 1 <= option <= most else None


def _course(course_id: str) -> Course:
    try:
        return course_of(course_id)
    except NoSuchCourse:
        raise Http404 from None


def _sitting(request: HttpRequest, sitting_id: UUID) -> Sitting:
    try:
        return sitting_for(actor_of(request), sitting_id)
    except NoSuchSitting:
        raise Http404 from None
