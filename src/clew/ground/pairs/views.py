"""What waits for a second pair of eyes, and one's own proposals."""

from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clew.ground.accounts.actors import actor_of
from clew.ground.pairs import actions, queries
from clew.ground.pairs.operations import CannotBeDone

_ANSWERS: Final = {
    "confirm": actions.confirm,
    "refuse": actions.refuse,
    "take_back": actions.take_back,
}


def waiting(request: HttpRequest) -> HttpResponse:
    """Show what waits for the viewer, and what became of what they proposed."""
    return _page(request)


def decide(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Confirm or refuse as the second person, or take one's own proposal back."""
    actor, now = actor_of(request), timezone.now()
    try:
        proposal = queries.proposal_for(actor, proposal_id)
    except queries.NoSuchProposal as unknown:
        raise Http404 from unknown
    own = proposal.proposed_by_id == actor.id
    answer = request.POST.get("answer", "")
    if answer not in _ANSWERS or own != (answer == "take_back"):
        return _page(request, _("Choose one of the answers."), status=422)
    try:
        _ANSWERS[answer](actor=actor, proposal=proposal, at=now)
    except CannotBeDone as stopped:
        return _page(request, str(stopped), status=409)
    except actions.NotWaiting:
        return _page(
            request,
            _("This was decided already, or waited too long. Nothing was done."),
            status=409,
        )
    return HttpResponseRedirect(reverse("pairs:list"))


def _page(request: HttpRequest, wrong: str = "", *, status: int = 200) -> HttpResponse:
    actor, now = actor_of(request), timezone.now()
    mine = queries.proposed_by(actor)
    context = {
        "waiting": queries.with_reasons(actor, queries.waiting_for(actor, at=now)),
        "mine": [(row, row.waits_at(now)) for row in mine],
        "errors": {"waiting": wrong} if wrong else {},
    }
    return render(request, "pairs/list.html", context, status=status)
