"""Unlocking and locking a house, with its trace; and a laptop that locks itself."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.conf import settings

from clew.ground.accounts.models import House as Mark
from clew.ground.audit.chain import House
from clew.ground.audit.writing import changes
from clew.ground.vault import housekeys, opening, root, shredding, sources

_EVERY_SECONDS: Final = 20


def unlock(key: bytearray) -> None:
    """Open the house with its root key, leave the trace, and finish what an erasure had begun.

    Raises:
        WrongRootKey: it does not open this house. Nothing was opened.
    """
    opening.unlock(key)
    if root.has_a_part():  # a process for partners keeps and finishes nothing
        _trace("house.unlocked")
        return
    housekeys.keep(root.held())
    _trace("house.unlocked")
    shredding.finish_all()


def unlock_with_passphrase(passphrase: str) -> None:
    """Open a house that has a passphrase. Raises `WrongPassphrase`, `NoRootKey`."""
    unlock(sources.key_of(settings.CLEW, passphrase))


def lock(name: str = "house.locked") -> None:
    """Leave the trace, and wipe the keys. A house that is locked stays so."""
    if root.is_open():
        _trace(name)
    opening.lock()


def lock_if_idle() -> bool:
    """Lock a laptop that nobody has used for a while. Says whether it did."""
    if not opening.is_idle():
        return False
    lock("house.locked_itself")
    return True


@contextmanager
def by_itself() -> Iterator[None]:
    """While a house is served: look now and then whether it should lock itself."""
    if not settings.CLEW.locks_when_idle:
        yield
        return
    stopped = threading.Event()

    def look() -> None:
        while not stopped.wait(_EVERY_SECONDS):
            lock_if_idle()

    thread = threading.Thread(target=look, daemon=True, name="lock when idle")
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


def _trace(name: str) -> None:
    mark = Mark.objects.first()
    if mark is not None:
        with changes(actor=House(), purpose="keys") as trace:
            trace.record(name, about=mark)
