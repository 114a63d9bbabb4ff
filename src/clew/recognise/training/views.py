"""The pages of training."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from clew.ground.accounts.actors import actor_of, today_of
from clew.recognise.training import actions, queries
from clew.recognise.training.detection import FEWEST
from clew.recognise.training.effect import effect as effect_of
from clew.recognise.training.forms import blank, session_form
from clew.recognise.training.permissions import may_write
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
