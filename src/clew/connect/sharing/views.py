"""What was released to my organisation: the list, one opened, the answer to a recall."""

from uuid import UUID

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clew.ground.accounts.actors import actor_of, today_of
from clew.rules.consent.recall import Answer
from clew.survivor.release.queries import (
    NoSuchRelease,
    Received,
    inbox,
    parts,
    recall_for,
    received_for,
)
from clew.survivor.release.recalling import LONGEST_REASON, NoReason, TooLong, answer_recall


def released(request: HttpRequest) -> HttpResponse:
    """Show what came in, newest first. No name is on this page, and nothing is opened for it."""
    here = opens_here()
    rows = inbox(actor_of(request), on=today_of(request)) if here else []
    return render(request, "sharing/inbox.html", _context(rows=rows, opens_here=here))


def one(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """Open one release; the person can see that it was read."""
    return opened_page(request, received_here(request, release_id))


def answer(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """Record what became of something that was taken back."""
    received = received_here(request, release_id)
    if received.state != "recalled":
        raise Http404
    typed = {"answer": request.POST.get("answer", ""), "reason": request.POST.get("reason", "")}
    try:
        given = Answer(typed["answer"])
    except ValueError:
        return opened_page(
            request, received, errors={"f-answer": _("Choose one answer.")}, typed=typed
        )
    recall = recall_for(actor_of(request), release_id)
    try:
        answer_recall(
            actor=actor_of(request),
            recall=recall,
            answer=given,
            reason=typed["reason"],
            at=timezone.now(),
        )
    except NoReason:
        return opened_page(request, received, errors={"f-reason": given.wants}, typed=typed)
    except TooLong:
        wrong = _("Write at most %(most)d letters.") % {"most": LONGEST_REASON}
        return opened_page(request, received, errors={"f-reason": wrong}, typed=typed)
    return HttpResponseRedirect(reverse("sharing:one", args=[release_id]))


def received_here(request: HttpRequest, release_id: UUID) -> Received:
    """Return one release to the actor's organisation, closed; answer 404 for any other."""
    if not opens_here():
        raise Http404
    try:
        return received_for(actor_of(request), release_id, on=today_of(request))
    except NoSuchRelease as unknown:
        raise Http404 from unknown


def opened_page(
    request: HttpRequest,
    received: Received,
    *,
    errors: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
) -> HttpResponse:
    """Show one release, opened while it may be used."""
    opened = parts(actor_of(request), received.id, on=today_of(request))
    context = _context(
        received=received,
        parts=opened,
        answers=list(Answer),
        errors=errors or {},
        typed=typed or {"answer": received.answer},
    )
    return render(request, "sharing/one.html", context, status=422 if errors else 200)


def _context(**found: object) -> dict[str, object]:
    return found | {"on_sqlite": connection.vendor == "sqlite"}


def opens_here() -> bool:
    """Say whether partners read here at all.

    A house on one machine (SQLite) gives partners packages: its database cannot keep them apart
    from the house by itself. Only the demonstration shows this view there.
    """
    return settings.CLEW.demonstration or connection.vendor != "sqlite"
