"""Where one is signed in, ending that, and staying signed in."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clew.ground.accounts import clock, signed_in
from clew.ground.accounts import sessions as of_members
from clew.ground.accounts.actors import actor_of
from clew.ground.vault import root


def sessions(request: HttpRequest) -> HttpResponse:
    """Show the browsers on which the member is signed in; end one of them, or all others."""
    actor, key = actor_of(request), request.session.session_key or ""
    if request.method == "POST":
        of_members.end(actor=actor, which=request.POST.get("end", ""), but=key)
        return HttpResponseRedirect(reverse("accounts:sessions"))
    here = of_members.stored(key)
    rows = [(row, row.session_key == here) for row in of_members.of(actor)]
    context = {
        "rows": rows,
        "zone": ZoneInfo(actor.organisation.time_zone),
        # A process for partners may not read what an event says.
        "sign_ins": [] if root.has_a_part() else signed_in.of(actor),
    }
    return render(request, "accounts/sessions.html", context)


def stay(request: HttpRequest) -> HttpResponse:
    """Keep the session for another while: who is here has pressed a button to say so."""
    request.session[of_members.SEEN] = int(clock.now())
    return HttpResponse(status=204)  # the page stays as it is, with all that was typed
