"""The data steward's page: what waits, by code and day, without anybody's story."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from clew.ground.accounts.actors import actor_of, today_of
from clew.survivor.rights import asking, copying, holding, queries, retention
from clew.survivor.rights.views import attempt

_LONGEST = 1000
_Row = TypeVar("_Row")


def desk(request: HttpRequest) -> HttpResponse:
    """Show erasures, copies, holds, and what has been kept for its time."""
    return _page(request)


def propose_erasure(request: HttpRequest, erasure_id: UUID) -> HttpResponse:
    """Propose an erasure to a second person."""
    row = _found(lambda: queries.erasure_for(actor_of(request), erasure_id))
    return _proposed(
        request,
        lambda reason: asking.propose(
            actor=actor_of(request), erasure=row, reason=reason, at=timezone.now()
        ),
    )


def propose_lifting(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    """Propose to a second person that a hold ends."""
    row = _found(lambda: queries.hold_for(actor_of(request), hold_id))
    return _proposed(
        request,
        lambda reason: holding.propose_lifting(
            actor=actor_of(request), hold=row, reason=reason, at=timezone.now()
        ),
    )


def propose_copy(request: HttpRequest, copy_id: UUID) -> HttpResponse:
    """Propose to a second person that a copy is handed over."""
    row = _found(lambda: queries.copy_for(actor_of(request), copy_id))
    return _proposed(
        request,
        lambda reason: copying.propose_copy(
            actor=actor_of(request), copy=row, reason=reason, at=timezone.now()
        ),
    )


def _found(find: Callable[[], _Row]) -> _Row:
    try:
        return find()
    except queries.NoSuchRequest as unknown:
        raise Http404 from unknown


def _proposed(request: HttpRequest, propose: Callable[[str], object]) -> HttpResponse:
    wrong = attempt(lambda: propose(request.POST.get("reason", "")[:_LONGEST]))
    return _page(request, wrong) if wrong else HttpResponseRedirect(reverse("rights:desk"))


def _page(request: HttpRequest, wrong: str = "") -> HttpResponse:
    actor, on, at = actor_of(request), today_of(request), timezone.now()
    context = {
        "erasures": queries.erasures(actor, on=on, at=at),
        "copies": queries.copies(actor, on=on, at=at),
        "holds": queries.holds(actor, at=at),
        "due": retention.due(actor, on=on),
        "rules": retention.rules(),
        "errors": {"waits": wrong} if wrong else {},
    }
    return render(request, "rights/desk.html", context, status=422 if wrong else 200)
