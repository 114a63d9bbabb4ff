"""Arriving after sign-in, and the form that waited."""

import secrets
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clew.ground.accounts import actions, kept, queries
from clew.ground.accounts.actors import actor_of
from clew.ground.accounts.forms import InviteForm
from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import SEES, STAFF, Role
from clew.ground.audit.queries import events as last_events

_PASSPHRASE_BYTES: Final = 15


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
    return render(
        request, "accounts/me.html", {"roles": [(role, SEES[role]) for role in actor.roles]}
    )


def members(request: HttpRequest) -> HttpResponse:
    """Show the members of the administrator's organisation, and invite another."""
    actor = actor_of(request)
    form = InviteForm(request.POST or None)
    invited, passphrase, status = None, "", 200
    if request.method == "POST":
        passphrase = secrets.token_urlsafe(_PASSPHRASE_BYTES)
        invited = _invite(form, actor, passphrase) if form.is_valid() else None
        status = 200 if invited else 422
    context = {
        "members": queries.everyone(actor),
        "form": form,
        "invited": invited,
        "passphrase": passphrase if invited else "",
        "roles": [(role, SEES[role]) for role in Role if role in STAFF],
        "errors": {
            f"id_{name}": " ".join(str(one) for one in found) for name, found in form.errors.items()
        },
    }
    return render(request, "accounts/members.html", context, status=status)


def _invite(form: InviteForm, actor: Member, passphrase: str) -> Member | None:
    """Invite whom the form names; what stands in the way becomes a sentence at its field."""
    given = form.cleaned_data
    try:
        return actions.invite(
            actor=actor,
            email=given["email"],
            shown_name=given["shown_name"],
            roles=[Role(role) for role in given["roles"]],
            passphrase=passphrase,
        )
    except actions.AddressTaken:
        form.add_error("email", "Somebody has this address already.")
    except actions.RefusedTogether:
        form.add_error("roles", "Administrator and data steward may not be one person.")
    return None


def freeze(request: HttpRequest, member_id: str) -> HttpResponse:
    """Stop a member from signing in."""
    actor = actor_of(request)
    member = queries.everyone(actor).filter(id=member_id).first()
    if member is None or member == actor:
        raise Http404
    actions.freeze(actor=actor, member=member)
    return HttpResponseRedirect(reverse("accounts:members"))


def events(request: HttpRequest) -> HttpResponse:
    """Show the last events: who, what, when, by opaque ids. No content."""
    found = last_events()
    names = queries.shown_names({event.actor for event in found})
    rows = [(event, names.get(event.actor, event.actor)) for event in found]
    return render(request, "accounts/events.html", {"rows": rows})
