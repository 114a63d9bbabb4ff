"""Opening and locking the house of the settings, and when it locks itself.

Where its root key comes from stands in `sources`.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core.management.utils import get_random_secret_key

from clew.ground.vault import bundles, housekeys, permits, root, sources
from clew.ground.vault.root import Bundle, Held
from clew.ground.vault.wiping import wipe

IDLE_SECONDS: Final = 15 * 60


def unlock(key: bytearray) -> None:
    """Open the house with its root key, and wipe the key.

    Raises:
        WrongRootKey: it does not open this house. Nothing was opened.
        NoRootKey: this process is for partners, and its keys cannot be read.
    """
    try:
        _open(_opened_with(key))
    finally:
        wipe(key)


def unlock_new(key: bytearray) -> None:
    """Open a new house: make its secrets under this root key, and wipe the key."""
    try:
        _open(housekeys.make(key))
    finally:
        wipe(key)


def by_itself() -> Held | Bundle:
    """Open the house of the settings where nobody has to type anything. Raises as `root_key`."""
    key = sources.root_key(settings.CLEW)
    try:
        held = _opened_with(key)
    finally:
        wipe(key)
    settings.SECRET_KEY = _for_sessions(held)
    watch.touched()
    return held


def _opened_with(key: bytearray) -> Held | Bundle:
    """Open the secrets of the house; in a process for partners, the keys that it was given."""
    if settings.CLEW.for_partners:
        return bundles.read(settings.CLEW.partner_keys, key)
    return housekeys.open_with(key)


def _for_sessions(held: Held | Bundle) -> str:
    if isinstance(held, Bundle):
        return held.key("sessions").hex()
    return root.derived_from(held.derived, "sessions").hex()


def lock() -> None:
    """Wipe the keys. Requests that are under way lose theirs with their next look at the desk."""
    root.lock()
    permits.clear()
    settings.SECRET_KEY = get_random_secret_key()


def _open(held: Held | Bundle) -> None:
    # Sessions and forms are signed under a key of the house: a lock ends nobody's session, and
    # while it is locked none is read.
    settings.SECRET_KEY = _for_sessions(held)
    watch.touched()
    root.hold(held)


# --- locking by itself --------------------------------------------------------------------------


def _clocks() -> tuple[float, ...]:
    """Return clocks that each show the time passed; one of them counts while a laptop sleeps."""
    asleep_too = getattr(time, "CLOCK_BOOTTIME", None)
    slept = () if asleep_too is None else (time.clock_gettime(asleep_too),)
    return (time.monotonic(), time.time(), *slept)


@dataclass(slots=True)
class Watch:
    """How long nobody has asked for anything."""

    clocks: Callable[[], tuple[float, ...]] = _clocks
    last: tuple[float, ...] = ()

    def touched(self) -> None:
        """Somebody asks."""
        self.last = self.clocks()

    def idle_seconds(self) -> float:
        """Return for how long nobody has. A clock that is set back does not make it shorter."""
        return max(
            (now - then for now, then in zip(self.clocks(), self.last, strict=False)), default=0
        )


watch: Final = Watch()


def is_idle() -> bool:
    """Say whether this is an open house of the laptop profile that nobody has used for a while."""
    if not settings.CLEW.locks_when_idle or not root.is_open():
        return False
    return watch.idle_seconds() >= IDLE_SECONDS
