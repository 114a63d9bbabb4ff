"""Arriving after sign-in, the form that waited, one's own page, events, and partners."""

from typing import cast

from django.forms import ModelMultipleChoiceField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clew.ground.accounts import actions, kept, queries
from clew.ground.accounts.actors import actor_of
from clew.ground.accounts.forms import CircleForm, PartnerForm
from clew.ground.accounts.models import Member, Organisation
from clew.ground.accounts.policy import table
from clew.ground.accounts.roles import SEES, Role
from clew.ground.audit.queries import events as last_events
from clew.rules.consent.kinds import Purpose, RecipientKind


def arrive(request: HttpRequest) -> HttpResponse:
    """Go where this member begins their day."""
    actor = actor_of(request)
    if actor.roles == {Role.SURVIVOR}:
        return HttpResponseRedirect(reverse("portal:home"))
    return HttpResponseRedirect(reverse("ui:start"))


def kept_form(request: HttpRequest) -> HttpResponse:
    """Show the form that was sent when the session had ended, ready to be sent again."""
    waiting = kept.waiting(request, member=actor_of(request).id)
    if waiting is None:
        return HttpResponseRedirect(reverse("ui:start"))
    kept.forget(request)
    return render(request, "accounts/kept.html", {"waiting": waiting})


def me(request: HttpRequest) -> HttpResponse:
    """Show who is signed in, and what they may see."""
    actor = actor_of(request)
    context = {
        "roles": [(role, SEES[role]) for role in actor.roles],
        "moves": "accounts:address" in table(),  # partners ask the house for another address
    }
    return render(request, "accounts/me.html", context)


def events(request: HttpRequest) -> HttpResponse:
    """Show the last events: who, what, when, by opaque ids. No content."""
    found = last_events()
    names = queries.shown_names({event.actor for event in found})
    rows = [(event, names.get(event.actor, event.actor)) for event in found]
    return render(request, "accounts/events.html", {"rows": rows})


def unusual(request: HttpRequest) -> HttpResponse:
    """Show whose reading was unusual, in one's own organisation."""
    return render(
        request, "accounts/unusual.html", {"rows": queries.unusual_reading(actor_of(request))}
    )


def partners(request: HttpRequest) -> HttpResponse:
    """Show the partners and circles of the administrator's organisation, and add one."""
    actor = actor_of(request)
    wanted = request.POST.get("add", "")
    partner = PartnerForm(request.POST if wanted == "partner" else None)
    circle = CircleForm(request.POST if wanted == "circle" else None)
    field = cast("ModelMultipleChoiceField[Organisation]", circle.fields["partners"])
    field.queryset = queries.partners(actor)
    if request.method == "POST" and _added(actor, partner, circle):
        return HttpResponseRedirect(reverse("accounts:partners"))
    faults = {**partner.errors, **circle.errors}
    context = {
        "partners": queries.partners(actor),
        "circles": queries.circles_of(actor).prefetch_related("organisations"),
        "partner": partner,
        "circle": circle,
        "errors": {f"id_{name}": str(found[0]) for name, found in faults.items()},
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/partners.html", context, status=status)


def _added(actor: Member, partner: PartnerForm, circle: CircleForm) -> bool:
    """Add what was sent. What stands in the way becomes a sentence at its field."""
    try:
        if partner.is_valid():
            given = partner.cleaned_data
            actions.add_partner(actor=actor, name=given["name"], kind=RecipientKind(given["kind"]))
            return True
    except actions.NameTaken:
        partner.add_error(
            "name", "There is an organisation of this name, or of one that looks like it."
        )
    try:
        if circle.is_valid():
            given = circle.cleaned_data
            actions.make_circle(
                actor=actor, name=given["circle_name"], purpose=Purpose(given["purpose"]),
                partners=list(given["partners"]),
            )  # fmt: skip
            return True
    except actions.NameTaken:
        circle.add_error(
            "circle_name", "There is a circle of this name, or of one that looks like it."
        )
    return False
