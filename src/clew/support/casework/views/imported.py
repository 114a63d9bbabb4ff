"""The page of what another system knew of somebody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clew.ground.accounts.actors import actor_of
from clew.rules.exchange.htcds import crosswalk
from clew.support.casework.queries.records import NoRecord, record_of
from clew.support.casework.views.finding import case_to_change


@require_safe
def imported(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was taken over, by part of the standard, for who stands by the person."""
    case = case_to_change(request, code)
    try:
        taken = record_of(actor_of(request), case)
    except NoRecord as none:
        raise Http404 from none
    context = {"case": case, "taken": taken, "crosswalk": crosswalk(), "may_change": True}
    return render(request, "casework/imported.html", context)
