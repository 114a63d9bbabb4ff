"""Showing once more who one is: noted in the session, asked for by the wall.

Signing in with both factors counts, and so does any code or passkey given after it. A passphrase
alone never does: it may have been read over a shoulder.
"""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from allauth.account.signals import authentication_step_completed
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from clew.ground.accounts import clock, kept
from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role
from clew.ground.vault.proofs import Lately, Proof, StepUpNeeded

SHOWN: Final = "clew_shown"  # when
SHOWN_OF: Final = "clew_shown_of"  # for one person, when
_ASKED_OF: Final = "clew_asked_of"
_READ: Final = frozenset({"GET", "HEAD"})


def proof_of(request: HttpRequest) -> Proof:
    """Return what the session of a request has shown of late."""
    member = request.user
    if not isinstance(member, Member):
        return Proof()
    if member.roles == {Role.SURVIVOR}:
        return Proof(always=True)
    now, session = clock.now(), request.session
    since = session.get(SHOWN)
    apart: Mapping[str, float] = session.get(SHOWN_OF, {})
    return Proof(
        ago=None if since is None else now - since,
        of={UUID(person): now - at for person, at in apart.items()},
    )


def ask(request: HttpRequest, needed: StepUpNeeded) -> HttpResponse:
    """Send to the page that asks, and from there to where they were; a form is kept meanwhile."""
    member = request.user
    after = request.get_full_path()
    if needed.of is not None:
        request.session[_ASKED_OF] = str(needed.of)
    if request.method not in _READ and isinstance(member, Member):
        kept.keep(request, member=member.id, why=kept.SHOW_FIRST)
        after = reverse("accounts:kept")
    address = f"{reverse('mfa_reauthenticate')}?{urlencode({'next': after})}"
    if request.headers.get("HX-Request"):  # a piece of a page must not become the asking page
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


@receiver(user_logged_in)
def note_sign_in(request: HttpRequest, user: Member, **named: object) -> None:  # noqa: ARG001 -- the signal's
    """Note that a member has come in with both factors; without a second one it is no proof."""
    if is_mfa_enabled(user):
        request.session[SHOWN] = clock.now()


@receiver(authentication_step_completed)
def note_factor(
    request: HttpRequest,
    user: Member,
    method: str,
    **named: object,  # noqa: ARG001 -- the signal's
) -> None:
    """Note a second factor that was given by who is signed in, and give the session a new name."""
    if method != "mfa" or request.user != user:
        return
    request.session[SHOWN] = now = clock.now()
    of = request.session.pop(_ASKED_OF, None)
    if of:
        apart = request.session.get(SHOWN_OF, {})
        still = {one: at for one, at in apart.items() if now - at < Lately.HOUR}
        request.session[SHOWN_OF] = {**still, of: now}
    request.session.cycle_key()
