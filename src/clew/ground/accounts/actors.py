"""Who is asking, and which day it is where they work."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest

from clew.ground.accounts import clock
from clew.ground.accounts.models import Member


class NotSignedIn(Exception):
    """A page asked who is there, and nobody is signed in."""


def actor_of(request: HttpRequest) -> Member:
    """Return the member who asks. Raises `NotSignedIn`; the policy wall comes before that."""
    # Django's stand-in for the member is not the row itself, and a trace covers the row.
    member = getattr(request.user, "_wrapped", request.user)
    if not isinstance(member, Member):
        raise NotSignedIn
    return member


def today_of(request: HttpRequest) -> date:
    """Return the day it is where the member works: the law counts days, and days have places.

    It is never an earlier day than it was: a clock that is set back makes no consent hold again
    that had ended.
    """
    zone = "Europe/London"
    if isinstance(request.user, Member):
        zone = request.user.organisation.time_zone
    return datetime.fromtimestamp(clock.now(), ZoneInfo(zone)).date()
