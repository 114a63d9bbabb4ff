"""Who can sign in to the demonstration, on its sign-in pages. Not loaded in a real house."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.conf import settings
from django.http import HttpRequest

from clew.ground.accounts.models import Member
from clew.ground.accounts.rising import highest
from clew.site.demonstration.cast import ORGANISATIONS, staff
from clew.site.demonstration.signing_in import CARDS, PASSPHRASE, SECRET, WORD

_STEP_SECONDS = 30


def cast(request: HttpRequest) -> dict[str, object]:
    """Give the sign-in pages the cast, the passphrase they share, and the code of this minute."""
    match = request.resolver_match
    name = match.url_name if match else ""
    if name == "account_login":
        here = set(Member.objects.values_list("email", flat=True))
        houses = {each.key: each.name for each in ORGANISATIONS}
        found = [
            (one, houses[one.organisation])
            for one in staff()
            if one.email in here and not one.survivor
        ]
        return {"demonstration_cast": found, "demonstration_passphrase": PASSPHRASE}
    if match and match.view_name in {"portal:sign_in", "portal:sign_in_in"}:
        with_a_card = [one for one in staff() if one.key in CARDS]
        cards = [(one.shown_name, CARDS[one.key], WORD) for one in with_a_card]
        return {"demonstration_cards": cards}
    if name in {"mfa_authenticate", "mfa_reauthenticate"}:
        step = _next_step(_who(request))
        return {"demonstration_code": auth.format_hotp_value(auth.hotp_value(SECRET, step))}
    return {}


def _who(request: HttpRequest) -> Member | None:
    """Return who is asked for a code: signed in, or half-way there."""
    stage = getattr(request, "_login_stage", None)
    found = stage.login.user if stage else request.user
    return found if isinstance(found, Member) else None


def _next_step(member: Member | None) -> int:
    """Return the step of a code that still opens: that of now may be used up already."""
    now = int(time.time()) // _STEP_SECONDS
    app = Authenticator.objects.filter(user=member, type=Authenticator.Type.TOTP).first()
    used = highest(app.pk) if member and app else -1
    return max(now, min(used + 1, now + int(settings.MFA_TOTP_TOLERANCE)))
