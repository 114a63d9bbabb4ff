"""Sessions lie in the database: whose, on what, since when, when last. So they can be ended.

What lies there is a digest of the key in the cookie. Who reads the database, or a copy of it,
cannot take a session over.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import SESSION_KEY, user_logged_in
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import QuerySet
from django.dispatch import receiver
from django.http import HttpRequest

from clew.ground.accounts import clock, known
from clew.ground.accounts.models import Member, Session
from clew.ground.audit.writing import changes
from clew.ground.prepared.queries import prepared

SEEN: Final = "clew_seen"
BEGAN: Final = "clew_began"
DEVICE: Final = "clew_device"
COUNTED: Final = "clew_counted"
BROWSER: Final = "clew_browser"
MOST: Final = 3
# A second device's clock may run a little ahead; anything more was set back here.
_AHEAD_SECONDS: Final = 60
_BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_MACHINES: Final = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "a Chromebook"),
    ("Mac OS", "a Mac"),
    ("Linux", "Linux"),
)


class SessionStore(DatabaseStore):
    """Django's store, which keeps beside the data whose it is, under a digest of its key."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the model of this store."""
        return Session

    def create_model_instance(self, data: Mapping[str, Any]) -> Session:
        """Return the row of the present state, with the columns that pages and bounds ask for."""
        row = super().create_model_instance(data)  # type: ignore[arg-type]  # a dict, as ever
        assert isinstance(row, Session)  # noqa: S101 -- for the checker: get_model_class says so
        row.session_key = stored(row.session_key)
        member = data.get(SESSION_KEY)
        row.member_id = UUID(member) if member else None
        row.device = data.get(DEVICE, "")
        row.began_at = _at(data.get(BEGAN))
        row.seen_at = _at(data.get(SEEN))
        return row

    def get_expiry_date(self, **given: Any) -> datetime:  # noqa: ANN401 -- Django's signature
        """Return when this session ends, by the clock it is looked up by."""
        given.setdefault("modification", datetime.fromtimestamp(clock.now(), UTC))
        return super().get_expiry_date(**given)

    def exists(self, session_key: str) -> bool:
        """Say whether there is such a session."""
        return super().exists(stored(session_key))

    def delete(self, session_key: str | None = None) -> None:
        """End this session, or the one with a key."""
        key = session_key or self.session_key
        if key:
            Session.objects.filter(session_key=stored(key)).delete()

    def _get_session_from_db(self) -> Session | None:
        key = self.session_key
        now = datetime.fromtimestamp(clock.now(), UTC)
        found = _open.first(key=stored(key), now=now) if key else None
        if found is None:
            self._session_key = None
        return found


@prepared
def _open(*, key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)[:1]


@receiver(user_logged_in)
def begin(request: HttpRequest, **named: object) -> None:  # noqa: ARG001 -- the signal's
    """Note since when a session is somebody's, and on what: an unused one grows old too."""
    request.session[BEGAN] = request.session[SEEN] = int(clock.now())
    request.session.pop(COUNTED, None)


def stored(key: str) -> str:
    """Return what stands in the database for the key in a cookie."""
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def has_ended(began: float, seen: float, *, idle_seconds: int, longest_seconds: int) -> bool:
    """Say whether a session has ended: idle too long, begun too long ago, or out of time."""
    now = clock.now()
    return (
        now - seen > idle_seconds
        or now - began > longest_seconds
        or max(began, seen) - now > _AHEAD_SECONDS
    )


def ends_at(request: HttpRequest, member: Member) -> datetime | None:
    """Return when the session ends if nothing more is asked, where the member works."""
    seen, began = request.session.get(SEEN), request.session.get(BEGAN)
    if seen is None or began is None:
        return None
    last = min(seen + settings.SESSION_IDLE_SECONDS, began + settings.SESSION_COOKIE_AGE)
    return datetime.fromtimestamp(last, ZoneInfo(member.organisation.time_zone))


def of(member: Member) -> QuerySet[Session]:
    """Return the sessions a member has open, the last used first."""
    now = datetime.fromtimestamp(clock.now(), UTC)
    return Session.objects.filter(member=member, expire_date__gt=now).order_by("-seen_at")


def keep_newest(member: Member, *, this: str) -> None:
    """End the oldest of a member's sessions beyond what one person needs at once.

    Args:
        member: whose.
        this: the key of the session that has just begun. It stays, whatever else began in the same
            second.
    """
    others = Session.objects.filter(member=member).exclude(session_key=stored(this))
    oldest = list(others.order_by("-began_at", "pk").values_list("pk", flat=True))[MOST - 1 :]
    if oldest:
        Session.objects.filter(pk__in=oldest).delete()


def end_all(member: Member, *, but: str = "") -> None:
    """End every session of a member, except one by the key in its cookie.

    Their browsers are not known any more, except the one of that session: whoever signs in with one
    of them again, the member is told.
    """
    found = Session.objects.filter(member=member)
    stays = found.filter(session_key=stored(but)).first() if but else None
    if but:
        found = found.exclude(session_key=stored(but))
    found.delete()
    known.forget(member, but=_browser_of(stays))


def end(*, actor: Member, which: str, but: str) -> bool:
    """End one of one's own sessions, or all others. Returns whether there was one.

    Args:
        actor: whose.
        which: the session as it stands in the database, or `others`.
        but: the key of the session this is asked in.
    """
    with changes(actor=actor, purpose="membership") as trace:
        found = Session.objects.filter(member=actor)
        if which == "others":
            ended = found.exclude(session_key=stored(but)).count()
            end_all(actor, but=but)
        else:
            one = found.filter(session_key=which)
            known.forget_one(actor, _browser_of(one.first()))
            ended = one.delete()[0]
        if ended:
            trace.record("session.ended", about=actor)
    return bool(ended)


def device_of(user_agent: str) -> str:
    """Say in plain words what somebody sits at, as far as their browser tells."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    machine = next((name for mark, name in _MACHINES if mark in user_agent), "")
    if browser and machine:
        return f"{browser} on {machine}"
    return browser or machine


def _browser_of(row: Session | None) -> str:
    """Return the digest of the browser that a session was begun on; nothing where there is none."""
    return "" if row is None else str(row.get_decoded().get(BROWSER, ""))


def _at(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
