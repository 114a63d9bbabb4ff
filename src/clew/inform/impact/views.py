"""The pages of impact."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clew.ground.accounts.actors import actor_of
from clew.inform.impact import queries
from clew.inform.impact.chain import COLUMNS
from clew.inform.impact.drawing import drawing_of
from clew.recognise.training.queries import NoSuchSession


@require_safe
def impact(request: HttpRequest) -> HttpResponse:
    """Show what came of all sessions the actor may see."""
    found = queries.impact_for(actor_of(request))
    together = found.together
    context = {
        "impact": found,
        "columns": list(COLUMNS.values()),
        "chain": together,
        "trained": found.attendees,
        "drawing": drawing_of(together, trained=found.attendees, heading=_("Trained"))
        if together
        else None,
    }
    return render(request, "impact/impact.html", context)


@require_safe
def session(request: HttpRequest, code: str) -> HttpResponse:
    """Show what came of one session."""
    try:
        found, one = queries.of_session(actor_of(request), code)
    except NoSuchSession as error:
        raise Http404 from error
    context = {
        "impact": found,
        "session": one,
        "chain": one.chain,
        "trained": one.attendees,
        "drawing": drawing_of(one.chain, trained=one.attendees, heading=_("Trained"))
        if one.chain
        else None,
    }
    return render(request, "impact/session.html", context)
