"""What follows a sign-in that went well: an event, and a notice where the browser is a new one.

Who shows at a terminal who they are leaves the same event, and is told each time.

The event says who, how, and on what in the words that sessions are listed by. Where from, and all
that a browser tells of itself, is kept nowhere. A survivor's card leaves its own trace, and no
cookie: nothing on their device says that they were here.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib.auth import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from clew.ground.accounts import clock, known, securing, sessions
from clew.ground.accounts.models import Member
from clew.ground.audit import queries
from clew.ground.audit.writing import changes

NAME: Final = "member.signed_in"
PASSKEY, CODE, SPARE_CODE = "passkey", "code", "spare_code"
ONE_TIME_CODE, PASSPHRASE = "one_time_code", "passphrase"
HOW: Final = {
    PASSKEY: _("with a passkey"),
    CODE: _("with a passphrase and a code"),
    SPARE_CODE: _("with a passphrase and a spare code"),
    ONE_TIME_CODE: _("with the one-time code of an administrator"),
    PASSPHRASE: _("with a passphrase alone, to set up a second factor"),
}
_FACTORS: Final = {
    Authenticator.Type.WEBAUTHN.value: PASSKEY,
    Authenticator.Type.TOTP.value: CODE,
    Authenticator.Type.RECOVERY_CODES.value: SPARE_CODE,
}
TERMINAL: Final = "terminal"  # in the place of a device
_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class SignIn:
    """One time that a member signed in: when, how, and on what."""

    at: datetime
    how: str
    device: str


@receiver(user_logged_in)
def note(request: HttpRequest, user: Member, **named: object) -> None:  # noqa: ARG001 -- the signal's
    """Leave the trace of a sign-in, and tell the member of a browser that was not seen before.

    Whoever was just handed a one-time code is not told: it is they who sit there.
    """
    how = how_of(get_authentication_records(request, user))
    if not how:
        return
    token = known.token_of(request)
    digest = known.digest_of(user, token)
    device = sessions.device_of(request.META.get("HTTP_USER_AGENT", ""))
    with changes(actor=user, purpose="membership") as trace:
        is_new = known.note(user, digest, at=clock.moment())
        trace.record(NAME, about=user, fields=[how, device])
        if is_new and how != ONE_TIME_CODE:
            securing.tell(user, "browser.new")
    request.session[sessions.BROWSER] = digest
    known.to_leave(request, token)


def note_at_terminal(member: Member, how: str) -> None:
    """Leave the trace of somebody who has shown at a terminal who they are, and tell the member.

    No cookie knows a terminal again, so each time is told as a new browser is.
    """
    with changes(actor=member, purpose="membership") as trace:
        trace.record(NAME, about=member, fields=[how, TERMINAL])
        securing.tell(member, "terminal.used")


def how_of(records: list[dict[str, Any]]) -> str:
    """Say how somebody has signed in, by what they have shown; nothing where it was no way of ours.

    Args:
        records: what allauth has noted in the session, the last shown last.
    """
    if not records:
        return ""
    last = records[-1]
    if last["method"] == "mfa":
        return _FACTORS.get(last.get("type", ""), CODE)
    return ONE_TIME_CODE if last.get("reauthenticated") else PASSPHRASE


def of(member: Member) -> list[SignIn]:
    """Return a member's last sign-ins, newest first."""
    found = []
    for event in queries.by_actor(member.actor_id, NAME, limit=_SHOWN):
        how, device = json.loads(bytes(event.body))["fields"]
        shown = str(_("A terminal of the house")) if device == TERMINAL else device
        found.append(SignIn(event.at, str(HOW.get(how, how)), shown))
    return found
