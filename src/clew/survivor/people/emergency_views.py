"""The page on which a file is opened in an emergency, and on which somebody else looks at that."""

from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from clew.ground.accounts import clock
from clew.ground.accounts.actors import actor_of
from clew.survivor.people import emergencies
from clew.survivor.people.queries import NoSuchPerson, person_for

_LONGEST: Final = 2_000
_ANSWERS: Final = {"right": True, "wrong": False}


def emergency(request: HttpRequest) -> HttpResponse:
    """Ask for a code and a reason, open the file, and go on to it."""
    if request.method != "POST":
        return _page(request)
    actor = actor_of(request)
    code = request.POST.get("code", "").strip().upper()
    reason = request.POST.get("reason", "")[:_LONGEST]
    try:
        person_for(actor, code)
        return HttpResponseRedirect(f"/cases/{code}/")  # theirs anyway: no emergency is needed
    except NoSuchPerson:
        pass
    try:
        person = emergencies.open_file(actor=actor, code=code, reason=reason, at=clock.moment())
    except emergencies.NoReason:
        wrong = {"f-reason": _("Write in a sentence why it cannot wait.")}
    except NoSuchPerson:
        wrong = {"f-code": _("Nobody with this code is known in your organisation.")}
    except emergencies.NobodyToTell:
        wrong = {"f-code": _("Nobody else here could be told, so nothing was opened.")}
    else:
        return HttpResponseRedirect(f"/cases/{person.code}/")
    return _page(request, wrong, typed={"code": code, "reason": reason})


def review(request: HttpRequest, emergency_id: UUID) -> HttpResponse:
    """Say whether it was right to open a file."""
    actor = actor_of(request)
    try:
        row = emergencies.emergency_for(actor, emergency_id)
    except emergencies.NotYourReview as unknown:
        raise Http404 from unknown
    answer = request.POST.get("answer", "")
    if answer not in _ANSWERS:
        return _page(request, {"review": _("Choose one of the answers.")})
    try:
        emergencies.review(
            actor=actor, emergency=row, was_right=_ANSWERS[answer], at=clock.moment()
        )
    except emergencies.ReviewedAlready:
        return _page(request, {"review": _("Somebody has looked at it before.")}, status=409)
    return HttpResponseRedirect(reverse("people:emergency"))


def _page(
    request: HttpRequest,
    errors: dict[str, str] | None = None,
    *,
    typed: dict[str, str] | None = None,
    status: int = 422,
) -> HttpResponse:
    actor, now = actor_of(request), clock.moment()
    context = {
        "errors": errors or {},
        "typed": typed or {},
        "hours": emergencies.hours(),
        "open": emergencies.open_for(actor).select_related("person"),
        "waiting": [(row, row.review_by_at <= now) for row in emergencies.to_review(actor)],
    }
    return render(request, "people/emergency.html", context, status=status if errors else 200)
