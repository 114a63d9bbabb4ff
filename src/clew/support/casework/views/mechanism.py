"""A national referral that begins in the case file: what only the file knows goes along."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from clew.ground.accounts.actors import actor_of, today_of
from clew.recognise.mechanisms.beginning import begin_with_what_is_known
from clew.recognise.mechanisms.form import mechanism_of
from clew.support.casework import queries
from clew.support.casework.models import Moment
from clew.support.casework.views.finding import case_to_change

_REPORT: Final = "report"


def national_referral(request: HttpRequest, code: str) -> HttpResponse:
    """Prepare a national referral with the five lines as proposals, and go to its answers."""
    found = case_to_change(request, code)
    actor, on = actor_of(request), today_of(request)
    mechanism = mechanism_of(actor.organisation.jurisdiction)
    if mechanism is None:
        raise Http404

    def known_here() -> dict[str, str]:
        lines = queries.latest_lines(actor, found)
        reported = Moment.rows.filter(case=found, milestone=_REPORT).exists()
        return {
            "casework.happened": str(lines.happened or "") if lines else "",
            "casework.reported": "yes" if reported else "",
        }

    row = begin_with_what_is_known(
        actor=actor, person=found.person, mechanism=mechanism, on=on, more=known_here
    )
    return HttpResponseRedirect(reverse("mechanisms:check", args=[row.id]))
