"""The explorer: one node and what lies one or two links around it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from clew.connect.matching.choosing import circle_in, circles_of_page
from clew.connect.matching.queries import NoSuchCircle, circle_for
from clew.connect.network.choices import CERTAINTIES, STAGES, STEPS, Choice
from clew.connect.network.queries import PEOPLE, THING, NoSuchNode, explore
from clew.ground.accounts.actors import actor_of
from clew.ground.accounts.models import Circle


def explorer(request: HttpRequest) -> HttpResponse:
    """Begin with what most people of the circle share."""
    return _page(request, circle_in(request))


def person(request: HttpRequest, circle: UUID, name: str) -> HttpResponse:
    """Show what lies around one person, known here by a code only."""
    return _page(request, _circle(request, circle), kind=PEOPLE, name=name)


def thing(request: HttpRequest, circle: UUID, name: str) -> HttpResponse:
    """Show what lies around one thing."""
    return _page(request, _circle(request, circle), kind=THING, name=name)


def _circle(request: HttpRequest, circle: UUID) -> Circle:
    try:
        return circle_for(actor_of(request), circle)
    except NoSuchCircle as unknown:
        raise Http404 from unknown


def _page(
    request: HttpRequest, circle: Circle | None, *, kind: str = "", name: str = ""
) -> HttpResponse:
    choice = Choice.of(request.GET)
    context: dict[str, object] = {
        "circle": circle,
        "circles": circles_of_page(request),
        "choice": choice,
        "certainties": CERTAINTIES,
        "stages": STAGES,
        "steps": STEPS,
    }
    if circle is not None:
        try:
            page = explore(actor_of(request), circle, kind=kind, name=name, choice=choice)
        except NoSuchNode as unknown:
            raise Http404 from unknown
        context |= {"page": page, "asked": choice.address(circle.id)}
    return render(request, "network/explorer.html", context)
