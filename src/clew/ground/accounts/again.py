"""Asking again who it is, before how they sign in is changed: within five minutes, by this session.

Who has a second factor is asked for that; a passphrase may have been read over a shoulder. What
was typed into the form is not carried along: it may be a new passphrase, and the session that
would carry it lies in the database.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Final

from allauth.account.internal.flows.login import (
    get_authentication_records,
    record_authentication,
)
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from clew.ground.accounts.actors import actor_of
from clew.ground.accounts.models import Member

View = Callable[..., HttpResponse]
MINUTES: Final = 5
_AHEAD_SECONDS: Final = 60


def ways(member: Member) -> list[str]:
    """Return the names of the addresses where a member can show who they are; the best first."""
    factors = set(Authenticator.objects.filter(user=member).values_list("type", flat=True))
    found = []
    if Authenticator.Type.WEBAUTHN in factors:
        found.append("mfa_reauthenticate_webauthn")
    if Authenticator.Type.TOTP in factors or (factors and member.spare_codes.exists()):
        found.append("mfa_reauthenticate")
    if not found and member.has_usable_password():
        found.append("account_reauthenticate")
    return found


def shown(request: HttpRequest, member: Member, method: str, kind: str = "") -> None:
    """Note that a member has just shown who they are."""
    more = {"type": kind} if kind else {}
    record_authentication(request, member, method, reauthenticated=True, **more)


def is_fresh(request: HttpRequest) -> bool:
    """Say whether the member has shown again, in this session and a moment ago, who they are."""
    member = actor_of(request)
    wanted = "password" if ways(member) == ["account_reauthenticate"] else "mfa"
    since = time.time() - MINUTES * 60
    until = time.time() + _AHEAD_SECONDS  # what lies further ahead was shown before a set-back
    return any(
        record.get("reauthenticated")
        and record["method"] == wanted
        and since < record["at"] < until
        for record in get_authentication_records(request, member)
    )


def asked_again(view: View) -> View:
    """Let a view through only after its member has shown again who they are."""

    @wraps(view)
    def asked(request: HttpRequest, *args: object, **named: object) -> HttpResponse:
        if is_fresh(request):
            return view(request, *args, **named)
        found = ways(actor_of(request))
        if not found:
            return render(request, "403.html", status=403)
        after = urlencode({"next": request.path})
        return HttpResponseRedirect(f"{reverse(found[0])}?{after}")

    return asked
