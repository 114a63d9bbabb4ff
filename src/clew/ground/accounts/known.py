"""Browsers a member has signed in with before, so that they are told of one that is new to them.

A cookie holds a random token for half a year. What lies in the database is a digest of it for each
member apart, under a key of the house: who reads it cannot tell that two members use one computer.
"""

import re
import secrets
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from clew.ground.accounts.models import KnownBrowser, Member

LASTS: Final = timedelta(days=180)
MOST: Final = 10
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_LEFT: Final = "clew_browser_token"


def token_of(request: HttpRequest) -> str:
    """Return the token of a request's browser; a new one where it has none, or none of ours."""
    found = request.COOKIES.get(settings.BROWSER_COOKIE_NAME, "")
    return found if _TOKEN.fullmatch(found) else secrets.token_urlsafe(32)


def digest_of(member: Member, token: str) -> str:
    """Return what stands in the database for a browser of a member."""
    return salted_hmac("clew.known_browser", f"{member.pk}|{token}", algorithm="sha256").hexdigest()


def note(member: Member, digest: str, *, at: datetime) -> bool:
    """Know a browser from now on. Returns whether it is new. To be called inside `changes`.

    What nobody signed in with for half a year is forgotten, and the oldest beyond ten.
    """
    ours = KnownBrowser.objects.filter(member=member)
    ours.filter(ends_at__lte=at).delete()
    _, is_new = ours.update_or_create(
        member=member, digest=digest, defaults={"ends_at": at + LASTS}
    )
    oldest = list(ours.order_by("-ends_at", "-pk").values_list("pk", flat=True)[MOST:])
    if oldest:
        KnownBrowser.objects.filter(pk__in=oldest).delete()
    return is_new


def forget(member: Member, *, but: str = "") -> None:
    """Know no browser of a member any more, except one by its digest."""
    KnownBrowser.objects.filter(member=member).exclude(digest=but).delete()


def forget_one(member: Member, digest: str) -> None:
    """Know one browser of a member no more."""
    KnownBrowser.objects.filter(member=member, digest=digest).delete()


def to_leave(request: HttpRequest, token: str) -> None:
    """Say which token the answer to this request leaves in the browser."""
    setattr(request, _LEFT, token)


def leave(request: HttpRequest, answer: HttpResponse) -> None:
    """Leave the token of a browser that somebody has just signed in with; anew each time."""
    token = getattr(request, _LEFT, "")
    if token:
        answer.set_cookie(
            settings.BROWSER_COOKIE_NAME,
            token,
            max_age=LASTS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )
