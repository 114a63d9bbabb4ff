"""The list of leads, one lead with its decision, and who is confirmed."""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clew.connect.leads import actions
from clew.connect.leads.forms import LONGEST, DecisionForm, decision_form
from clew.connect.leads.queries import LeadSeen, NoSuchLead, conclusions, lead_for, leads_in
from clew.connect.leads.states import PLAN, TAGS, WORDS, State
from clew.connect.matching.choosing import circle_in, circles_of_page
from clew.connect.matching.queries import NoSuchCircle, circle_for
from clew.ground.accounts.actors import actor_of
from clew.ground.accounts.models import Circle

_SHOWN = {
    "": frozenset({State.OPEN, State.TAKEN_ON, State.BASIS_WITHDRAWN}),
    "parked": frozenset({State.PARKED}),
    "refused": frozenset({State.REFUSED}),
    "all": frozenset(State),
}


def overview(request: HttpRequest) -> HttpResponse:
    """Show who else may be held, each lead with its reasons."""
    circle = circle_in(request)
    show = request.GET.get("state", "")
    show = show if show in _SHOWN else ""
    context: dict[str, object] = {
        "circle": circle,
        "circles": circles_of_page(request),
        "show": show,
        "shows": {
            "": _("Open and taken on"),
            "parked": _("Parked"),
            "refused": _("Refused"),
            "all": _("All"),
        },
        "words": WORDS,
        "tags": TAGS,
    }
    if circle is not None:
        found = leads_in(actor_of(request), circle, at=timezone.now())
        context["leads"] = [each for each in found if each.state in _SHOWN[show]]
        context["left_out"] = sum(each.state not in _SHOWN[show] for each in found)
    return render(request, "leads/list.html", context)


def lead(request: HttpRequest, circle: UUID, name: str) -> HttpResponse:
    """Show one lead; take it on, park it or refuse it."""
    chosen = _circle(request, circle)
    if request.method != "POST":
        return _lead_page(request, chosen, _lead(request, chosen, name), None, {}, status=200)
    form = decision_form(request.POST.dict())
    if form.errors or form.state is None:
        found = _lead(request, chosen, name)
        return _lead_page(request, chosen, found, form, form.errors, status=422)
    try:
        actions.decide(
            actor=actor_of(request),
            circle=chosen,
            pseudonym=name,
            state=form.state,
            reason=form.reason,
            plan=form.plan,
            seen=form.seen,
            at=timezone.now(),
        )
    except NoSuchLead as unknown:
        raise Http404 from unknown
    except actions.DecidedMeanwhile:
        errors = {
            "decided": _("Somebody decided meanwhile. Read what they wrote, then decide again.")
        }
        return _lead_page(request, chosen, _lead(request, chosen, name), form, errors, status=409)
    return HttpResponseRedirect(reverse("leads:lead", args=[chosen.id, name]))


def confirmed(request: HttpRequest, circle: UUID) -> HttpResponse:
    """Show of whom somebody concluded that the group held them; conclude, or take it back."""
    chosen, errors = _circle(request, circle), dict[str, str]()
    actor, name = actor_of(request), request.POST.get("name", "")
    reason = request.POST.get("reason", "").strip()
    if request.method == "POST":
        try:
            if request.POST.get("do") == "take_back":
                actions.take_back(actor=actor, circle=chosen, pseudonym=name)
            elif len(reason) > LONGEST:
                errors["f-reason"] = _("Write at most %(most)d letters.") % {"most": LONGEST}
            else:
                actions.conclude(
                    actor=actor, circle=chosen, pseudonyms=[name], reason=reason, at=timezone.now()
                )
        except actions.NobodyCalledSo:
            errors["f-name"] = _("Choose a code from the list.")
        except actions.NoReason:
            errors["f-reason"] = _("Give your reason.")
        if not errors:
            return HttpResponseRedirect(reverse("leads:confirmed", args=[chosen.id]))
    context = {
        "circle": chosen,
        "people": conclusions(actor, chosen, at=timezone.now()),
        "errors": errors,
        "name": name,
        "reason": reason,
    }
    return render(request, "leads/confirmed.html", context, status=422 if errors else 200)


def _circle(request: HttpRequest, circle: UUID) -> Circle:
    try:
        return circle_for(actor_of(request), circle)
    except NoSuchCircle as unknown:
        raise Http404 from unknown


def _lead(request: HttpRequest, circle: Circle, name: str) -> LeadSeen:
    try:
        return lead_for(actor_of(request), circle, name, at=timezone.now())
    except NoSuchLead as unknown:
        raise Http404 from unknown


def _lead_page(
    request: HttpRequest,
    circle: Circle,
    found: LeadSeen,
    form: DecisionForm | None,
    errors: Mapping[str, str],
    *,
    status: int,
) -> HttpResponse:
    newest = found.newest
    context = {
        "circle": circle,
        "lead": found,
        "form": form,
        "plan": form.plan if form else (newest.plan if newest else {}),
        "parts": PLAN,
        "errors": errors,
        "words": WORDS,
        "tags": TAGS,
    }
    return render(request, "leads/lead.html", context, status=status)
