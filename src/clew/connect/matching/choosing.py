"""The circle a page is about: named in the address, or the first of the viewer's."""

from django.http import Http404, HttpRequest

from clew.connect.matching.permissions import NoSuchCircle, circle_for, circles_for
from clew.ground.accounts.actors import actor_of
from clew.ground.accounts.models import Circle


def circle_in(request: HttpRequest) -> Circle | None:
    """Return the circle a page is asked for, the first by default, None where there is none.

    Raises:
        Http404: the circle named is not one of the viewer's.
    """
    actor, wanted = actor_of(request), request.GET.get("circle", "")
    if not wanted:
        return circles_for(actor).first()
    try:
        return circle_for(actor, wanted)
    except NoSuchCircle as unknown:
        raise Http404 from unknown


def circles_of_page(request: HttpRequest) -> list[Circle]:
    """Return the circles a page offers to choose from."""
    return list(circles_for(actor_of(request)))
