"""When a member sets up a second factor, every other session of theirs ends.

Until then a passphrase alone signed in, and whoever else knew it (it was handed over on paper) may
be signed in too: the wall asks whether the member has a second factor, not which session showed it.
"""

from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver
from django.http import HttpRequest

from clew.ground.accounts import sessions
from clew.ground.accounts.models import Member


@receiver(authenticator_added)
def end_other_sessions(request: HttpRequest, user: Member, **named: object) -> None:  # noqa: ARG001 -- the signal's
    """End every session of the member but the one in which the factor was set up."""
    sessions.end_all(user, but=request.session.session_key or "")
