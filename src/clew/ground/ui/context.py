"""What the base page needs on every page."""

from uuid import UUID

from django.conf import settings
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from clew.ground.accounts import sessions
from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role
from clew.ground.notices.models import Notice
from clew.ground.prepared.queries import prepared
from clew.ground.ui.doors import doors_of

LOOKS = ("system", "light", "dark")
LOOK_COOKIE = "clew_look"


@prepared
def _unread(*, member: UUID) -> "QuerySet[Notice, int]":
    rows = Notice.objects.filter(member=member, read_at=None).values("member")
    return rows.annotate(many=Count("*")).values_list("many", flat=True)[:1]


def page(request: HttpRequest) -> dict[str, object]:
    """Give the base page its look, its doors, and whether this is the demonstration."""
    look = request.COOKIES.get(LOOK_COOKIE, "system")
    member = getattr(request, "user", None)
    unread, ends_at = 0, None
    if isinstance(member, Member):
        unread = _unread.first(member=member.id) or 0
        if member.roles != {Role.SURVIVOR}:  # their pages have a frame, and an end, of their own
            ends_at = sessions.ends_at(request, member)
    doors = doors_of(request)
    return {
        "doors": doors,
        "doors_behind": [door for door in doors if door.behind_more],
        "unread": unread,
        "session_ends_at": ends_at,
        "look": look if look in LOOKS else "system",
        "looks": LOOKS,
        "demonstration": settings.CLEW.demonstration,
    }
