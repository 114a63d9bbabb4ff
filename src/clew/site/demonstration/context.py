"""Who can sign in to the demonstration, on its sign-in pages. Not loaded in a real house."""

from allauth.mfa.totp.internal import auth
from django.http import HttpRequest

from clew.ground.accounts.models import Member
from clew.site.demonstration.cast import staff
from clew.site.demonstration.signing_in import CARDS, PASSPHRASE, SECRET, WORD


def cast(request: HttpRequest) -> dict[str, object]:
    """Give the sign-in pages the cast, the passphrase they share, and the code of this minute."""
    match = request.resolver_match
    name = match.url_name if match else ""
    if name == "account_login":
        here = set(Member.objects.values_list("email", flat=True))
        found = [one for one in staff() if one.email in here and not one.survivor]
        return {"demonstration_cast": found, "demonstration_passphrase": PASSPHRASE}
    if match and match.view_name in {"portal:sign_in", "portal:sign_in_in"}:
        found = [one for one in staff() if one.key in CARDS]
        cards = [(one.shown_name, CARDS[one.key], WORD) for one in found]
        return {"demonstration_cards": cards}
    if name in {"mfa_authenticate", "mfa_reauthenticate"}:
        counter = next(iter(auth.yield_hotp_counters_from_time()))
        return {"demonstration_code": auth.format_hotp_value(auth.hotp_value(SECRET, counter))}
    return {}
