"""The pages of training."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clew.ground.accounts.actors import actor_of, today_of
from clew.recognise.training import actions, attending, queries
from clew.recognise.training.classroom import learning_page
from clew.recognise.training.courses import courses
from clew.recognise.training.detection import FEWEST
from clew.recognise.training.effect import effect as effect_of
from clew.recognise.training.effect import finished_in
from clew.recognise.training.forms import blank, session_form
from clew.recognise.training.permissions import NotATrainer, may_write
from clew.recognise.training.progress import NoSuchCourse, course_of


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """List the sessions the actor may see."""
    actor = actor_of(request)
    context = {"sessions": list(queries.visible_to(actor)), "may_write": may_write(actor)}
    return render(request, "training/sessions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form of a session; on a post, write it down."""
    actor, on = actor_of(request), today_of(request)
    if request.method != "POST":
        context = {"form": blank(on), "errors": {}, "today": on}
        return render(request, "training/new.html", context)
    form = session_form(request.POST.dict(), on=on)
    if form.errors or form.day is None or form.number is None:
        context = {"form": form, "errors": form.errors, "today": on}
        return render(request, "training/new.html", context, status=422)
    actions.write_down(
        actor=actor, held_on=form.day, place=form.place, attendees=form.number, on=on
    )
    return HttpResponseRedirect(reverse("training:sessions"), status=303)


@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest, code: str) -> HttpResponse:
    """Show one session and what came of it; its trainer writes down colleagues who came."""
    actor, on = actor_of(request), today_of(request)
    try:
        found = queries.session_for(actor, code)
    except queries.NoSuchSession:
        raise Http404 from None
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            attending.name_those_who_came(
                actor=actor, session=found, members=_members(request), on=on
            )
        except NotATrainer:
            raise Http404 from None
        except attending.MoreThanCame:
            errors["who-came"] = _("That would be more than the number of people who came.")
        else:
            where = reverse("training:session", args=[found.code])
            return HttpResponseRedirect(where, status=303)
    own = found.trainer_id == actor.id and may_write(actor)
    came = attending.came_to(found)
    context = {
        "session": found,
        "own": own,
        "number": len(came),
        "came": came if own else [],
        "others": attending.could_be_named(found) if own else [],
        "picked": _members(request),
        "forms": [
            (course, finished_in(actor, course, found, on=on)) for course in courses().values()
        ],
        "fewest": FEWEST,
        "errors": errors,
    }
    return render(request, "training/session.html", context, status=422 if errors else 200)


@require_POST
def came(request: HttpRequest) -> HttpResponse:
    """Write down by its code that the actor came to a session."""
    actor, on = actor_of(request), today_of(request)
    code = request.POST.get("code", "")
    try:
        attending.say_i_came(actor=actor, code=code, on=on)
    except attending.NoSuchCode:
        said = _("No session was held under this code. Look at the code on your paper.")
    except attending.MoreThanCame:
        said = _("As many as came are written down already. Ask the trainer to look.")
    else:
        return HttpResponseRedirect(reverse("training:learn"), status=303)
    context = learning_page(actor, on) | {"form": {"code": code}, "errors": {"f-code": said}}
    return render(request, "training/learn.html", context, status=422)


@require_safe
def effect(request: HttpRequest, course_id: str) -> HttpResponse:
    """Show what a course has done in the actor's organisation."""
    try:
        course = course_of(course_id)
    except NoSuchCourse:
        raise Http404 from None
    found = effect_of(actor_of(request), course, on=today_of(request))
    context = {"course": course, "effect": found, "fewest": FEWEST}
    return render(request, "training/effect.html", context)


def _members(request: HttpRequest) -> set[UUID]:
    found = set()
    for typed in request.POST.getlist("member"):
        try:
            found.add(UUID(typed))
        except ValueError:
            continue
    return found
