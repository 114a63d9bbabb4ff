"""Who shares what, and marking what is there for many."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from clew.connect.matching.actions import NotForMany, mark_ordinary, services, unmark
from clew.connect.matching.choosing import circle_in, circles_of_page
from clew.connect.matching.permissions import NoSuchCircle, circle_for
from clew.connect.matching.queries import in_circle, sightings, too_little
from clew.connect.matching.tokens import token_in
from clew.ground.accounts.actors import actor_of
from clew.ground.accounts.models import Circle


def shared(request: HttpRequest) -> HttpResponse:
    """Show what two or more people of a circle share."""
    return _page(request, circle_in(request), {}, status=200)


def ordinary(request: HttpRequest, circle: UUID, ref: str) -> HttpResponse:
    """Mark a thing as there for many people, or take that back."""
    actor = actor_of(request)
    try:
        chosen = circle_for(actor, circle)
    except NoSuchCircle as unknown:
        raise Http404 from unknown
    seen = sightings(actor, chosen)
    token = token_in(ref)
    entity = seen.entity_of.get(token) if token is not None else None
    if entity is None:
        raise Http404
    if request.POST.get("do") == "unmark":
        unmark(actor=actor, circle=chosen, tokens=seen.tokens(entity))
    else:
        try:
            service = request.POST.get("service", "")
            mark_ordinary(actor=actor, circle=chosen, tokens=seen.tokens(entity), service=service)
        except NotForMany:
            wrong = {f"service-{entity}": _("Choose what it is for many people.")}
            return _page(request, chosen, wrong, status=422)
    return HttpResponseRedirect(f"{reverse('matching:shared')}?circle={chosen.id}")


def _page(
    request: HttpRequest, circle: Circle | None, errors: dict[str, str], *, status: int
) -> HttpResponse:
    context: dict[str, object] = {
        "circle": circle,
        "circles": circles_of_page(request),
        "errors": errors,
    }
    if circle is not None:
        seen = sightings(actor_of(request), circle)
        context |= {
            "values": in_circle(seen),
            "weak": too_little(seen),
            "people": len(seen.pseudonyms),
            "services": services(),
        }
    return render(request, "matching/shared.html", context, status=status)
