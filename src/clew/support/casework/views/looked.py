"""Who has looked at a case: all of it, by member and by month."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from clew.ground.accounts.actors import actor_of
from clew.support.casework import looked as who_looked
from clew.support.casework.permissions import may_change
from clew.support.casework.views.finding import case_to_see


def looked(request: HttpRequest, code: str) -> HttpResponse:
    """Show who has looked, some at a time. It opens nothing of the person."""
    case, actor = case_to_see(request, code), actor_of(request)
    context = {
        "case": case,
        "found": who_looked.page(actor, case.person_id, request.GET.dict()),
        "zone": ZoneInfo(actor.organisation.time_zone),
        "may_change": may_change(actor, case),
    }
    return render(request, "casework/looked.html", context)
