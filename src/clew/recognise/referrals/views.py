"""The pages of referrals that were made: those sent, those that came in, and the answers."""

from contextlib import suppress
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from clew.ground.accounts.actors import actor_of, today_of
from clew.recognise.referrals import actions, queries
from clew.recognise.referrals import items as parts
from clew.recognise.referrals.models import Referral
from clew.recognise.referrals.permissions import may_answer, may_answer_services, may_make
from clew.recognise.referrals.reasons import CHOICES, Reason
from clew.recognise.referrals.services import label_of as service_label
from clew.recognise.referrals.states import NotNext, State
from clew.recognise.screening.channels import label_of
from clew.rules.consent.kinds import Kind
from clew.survivor.people.permissions import may_change

_ANSWERED = "Somebody answered this before. Their answer stands."
_BACK = "The person took their yes back. There is nothing left to answer."


def sent(request: HttpRequest) -> HttpResponse:
    """List the referrals that the actor's side made, with where they stand."""
    actor = actor_of(request)
    context = {"rows": queries.sent(actor), "may_answer": may_answer(actor)}
    return render(request, "referrals/sent.html", context)


def asked_services(request: HttpRequest) -> HttpResponse:
    """List requests for a service: those the actor's side made, and those it was asked for."""
    actor = actor_of(request)
    context = {
        "sent": [(row, service_label(row.service)) for row in queries.services_sent(actor)],
        "asked": [(row, service_label(row.service)) for row in queries.services_asked(actor)],
        "may_answer": may_answer(actor),
        "may_answer_services": may_answer_services(actor),
        "may_make": may_make(actor),
    }
    return render(request, "referrals/services.html", context)


def sent_one(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Show one referral to those who made it: what left, by kind, and the answer."""
    actor = actor_of(request)
    try:
        row = queries.sent_for(actor, referral_id)
    except queries.NoSuchReferral as unknown:
        raise Http404 from unknown
    context = {
        "row": row,
        "asked_for": service_label(row.service) if row.service else "",
        "person": row.person,
        "kinds": [Kind(kind).label for kind in row.release.kinds],
        "reason": Reason(row.decline_reason).label if row.decline_reason else "",
        "words": queries.read_reason(actor, row),
        "channel": label_of(row.channel),
        "stands_by": may_change(actor, row.person),
    }
    return render(request, "referrals/sent_one.html", context)


def inbox(request: HttpRequest) -> HttpResponse:
    """List the referrals made to the actor's organisation. Nothing of anybody is on it."""
    rows = queries.inbox(actor_of(request))
    undecided = [row for row in rows if row.state in {State.MADE, State.RECEIVED}]
    decided = [row for row in rows if row not in undecided]
    return render(request, "referrals/inbox.html", {"undecided": undecided, "decided": decided})


def received(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Show one referral to those who were asked: what was released, and the answer to give."""
    return _received(request, _row(request, referral_id))


def receive(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Open a referral for the first time; from here on it is read."""
    row = _row(request, referral_id)
    with suppress(queries.TakenBack, NotNext):  # the page says where it stands
        actions.receive(actor=actor_of(request), referral=row, at=timezone.now())
    return HttpResponseRedirect(reverse("referrals:received", args=[row.id]))


def accept(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Accept a referral."""
    row = _row(request, referral_id)
    try:
        actions.accept(actor=actor_of(request), referral=row, at=timezone.now())
    except queries.TakenBack:
        return _received(request, row, {"answer": _BACK}, status=409)
    except NotNext:
        return _received(request, row, {"answer": _ANSWERED}, status=409)
    return HttpResponseRedirect(reverse("referrals:received", args=[row.id]))


def decline(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Decline a referral, with a reason."""
    row = _row(request, referral_id)
    try:
        actions.decline(
            actor=actor_of(request),
            referral=row,
            reason=request.POST.get("reason", ""),
            words=request.POST.get("words", ""),
            at=timezone.now(),
        )
    except actions.NoReason:
        said = "Choose a reason. For something else, write what it is."
        return _received(request, row, {"reason": said}, status=422)
    except queries.TakenBack:
        return _received(request, row, {"answer": _BACK}, status=409)
    except NotNext:
        return _received(request, row, {"answer": _ANSWERED}, status=409)
    return HttpResponseRedirect(reverse("referrals:received", args=[row.id]))


def put_away(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Put away a referral that was taken back; either side may."""
    actor = actor_of(request)
    row = queries.visible_to(actor).filter(id=referral_id).first()
    if row is None:
        raise Http404
    with suppress(actions.NothingTakenBack, NotNext):  # the page says where it stands
        actions.put_away(actor=actor, referral=row)
    ours = row.from_organisation_id == actor.organisation_id
    page = "referrals:sent_one" if ours else "referrals:received"
    return HttpResponseRedirect(reverse(page, args=[row.id]))


def _row(request: HttpRequest, referral_id: UUID) -> Referral:
    try:
        return queries.received_for(actor_of(request), referral_id)
    except queries.NoSuchReferral as unknown:
        raise Http404 from unknown


def _received(
    request: HttpRequest,
    row: Referral,
    errors: dict[str, str] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    actor = actor_of(request)
    row = queries.received_for(actor, row.id)
    context = {
        "row": row,
        "asked_for": service_label(row.service) if row.service else "",
        "parts": [
            (parts.label_of(part.kind, part.name), Kind(part.kind).label, part.value)
            for part in queries.read_parts(actor, row, on=today_of(request))
        ],
        "channel": label_of(row.channel),
        "reasons": CHOICES,
        "reason": Reason(row.decline_reason).label if row.decline_reason else "",
        "words": queries.read_reason(actor, row),
        "typed": request.POST,
        "errors": errors or {},
    }
    return render(request, "referrals/received.html", context, status=status)
