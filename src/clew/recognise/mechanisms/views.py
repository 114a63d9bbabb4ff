"""The pages of preparing: what there is for a person, one page of the form at a time, checking."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clew.ground.accounts.actors import actor_of, today_of
from clew.recognise.mechanisms import actions, queries
from clew.recognise.mechanisms.asking import page_context, rows_to_check
from clew.recognise.mechanisms.beginning import begin_with_what_is_known
from clew.recognise.mechanisms.bound import unbound_words
from clew.recognise.mechanisms.casefile import standing_context
from clew.recognise.mechanisms.form import (
    Mechanism,
    NoSuchPage,
    Page,
    mechanism,
    mechanism_of,
)
from clew.recognise.mechanisms.forms import PageForm, read
from clew.recognise.mechanisms.models import Preparation
from clew.recognise.mechanisms.walking import after, pages_asked, route_of
from clew.survivor.people.pages import kept_person

_LEFT = "It was sent. What left does not change any more."
_CHANGED = "Somebody saved this page since you opened it. Nothing was overwritten. Look at both."


def person(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is prepared, what left, and what was decided for one person, with its clocks."""
    found = kept_person(request, code)
    context = standing_context(actor_of(request), found, on=today_of(request))
    return render(request, "mechanisms/person.html", context)


def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a preparation with what is proposed; where one is open, go there."""
    actor, on = actor_of(request), today_of(request)
    found = kept_person(request, code)
    mechanism = _mechanism_for(request)
    row = begin_with_what_is_known(actor=actor, person=found, mechanism=mechanism, on=on)
    first = next(mechanism.pages())
    return HttpResponseRedirect(reverse("mechanisms:page", args=[row.id, first.id]))


def page(request: HttpRequest, preparation_id: UUID, page_id: str) -> HttpResponse:
    """Show one page of the form, or save it and go on to the next."""
    actor, on = actor_of(request), today_of(request)
    row = _row(request, preparation_id)
    opened = queries.open_page(actor, row, _page(row, page_id))
    here = opened.mechanism.page(page_id)
    if here not in pages_asked(opened.mechanism, opened.values):
        return HttpResponseRedirect(reverse("mechanisms:check", args=[row.id]))
    if request.method != "POST":
        return render(request, "mechanisms/page.html", page_context(opened, here, on=on))
    form = read(here, dict(request.POST.lists()), on=on)
    try:
        row = actions.save_page(
            actor=actor, preparation=row, page=here, said=form.said, checked=form.checked,
            seen=request.POST.get("seen", ""), on=on,
        )  # fmt: skip
    except actions.ChangedMeanwhile:
        return _again(request, row, here, form, said=_CHANGED)
    except actions.AlreadyLeft:
        return _again(request, row, here, form, said=_LEFT)
    if form.errors:
        return _again(request, row, here, form)
    return HttpResponseRedirect(_where_to(request, row, here))


def check(request: HttpRequest, preparation_id: UUID) -> HttpResponse:
    """Show every answer of this way, what waits for a person, and what is missing."""
    actor, row = actor_of(request), _row(request, preparation_id)
    opened = queries.open_for_check(actor, row)
    way = route_of(opened.mechanism, opened.values)
    context = {
        "row": row,
        "person": row.person,
        "mechanism": opened.mechanism,
        "way": way,
        "unbound": unbound_words(actor, way[1]) if way else "",
        "sections": rows_to_check(opened),
        "missing": opened.missing(),
    }
    return render(request, "mechanisms/check.html", context)


def put_away(request: HttpRequest, preparation_id: UUID) -> HttpResponse:
    """Ask whether it should go, and delete it."""
    row = _row(request, preparation_id)
    if request.method != "POST":
        return render(request, "mechanisms/put_away.html", {"row": row, "person": row.person})
    code = row.person.code
    try:
        actions.put_away(actor=actor_of(request), preparation=row, on=today_of(request))
    except actions.AlreadyLeft:
        context = {"row": row, "person": row.person, "said": _LEFT}
        return render(request, "mechanisms/put_away.html", context, status=409)
    return HttpResponseRedirect(reverse("mechanisms:person", args=[code]))


def _where_to(request: HttpRequest, row: Preparation, here: Page) -> str:
    if request.POST.get("go") == "leave":
        return reverse("mechanisms:person", args=[row.person.code])
    following = None
    if request.POST.get("go") != "check":
        opened = queries.open_page(actor_of(request), row, here)
        following = after(opened.mechanism, here, opened.values)
    if following is None:
        return reverse("mechanisms:check", args=[row.id])
    return reverse("mechanisms:page", args=[row.id, following.id])


def _again(
    request: HttpRequest, row: Preparation, here: Page, form: PageForm, *, said: str = ""
) -> HttpResponse:
    opened = queries.open_page(actor_of(request), _row(request, row.id), here)
    context = page_context(
        opened, here, on=today_of(request), typed=dict(request.POST.lists()), form=form, said=said
    )
    return render(request, "mechanisms/page.html", context, status=409 if said else 422)


def _mechanism_for(request: HttpRequest) -> Mechanism:
    found = mechanism_of(actor_of(request).organisation.jurisdiction)
    if found is None:
        raise Http404
    return found


def _row(request: HttpRequest, preparation_id: UUID) -> Preparation:
    try:
        return queries.preparation_for(actor_of(request), preparation_id, on=today_of(request))
    except queries.NoSuchPreparation as unknown:
        raise Http404 from unknown


def _page(row: Preparation, page_id: str) -> Page:
    try:
        return mechanism(row.mechanism).page(page_id)
    except NoSuchPage as unknown:
        raise Http404 from unknown
