"""After a lock nothing opens, and the keys are wiped as far as Python lets one."""

import dataclasses
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from django.conf import settings
from django.db import connections

from bench.memory import times_in_memory
from clew.ground.accounts import locking
from clew.ground.vault import keyfile, opening, permits, root, wiping
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.permits import NoTrace
from clew.ground.vault.root import Locked
from clew.ground.vault.sealing import Column, open_for_house, seal, seal_for_house, unseal
from tests.cast import CANARY
from tests.site.calls import environment

NAME: Final = Column.of("person", "full_name", Compartment.IDENTITY)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_secrets")]


def test_after_a_lock_nothing_is_opened_and_nothing_is_sealed() -> None:
    row, subject = uuid.uuid4(), uuid.uuid4()
    sealed, text = seal(CANARY, NAME, row, subject), seal_for_house(CANARY, "kept form")
    permits.grant([subject], [Compartment.IDENTITY])
    assert unseal(sealed, NAME, row, subject) == CANARY  # red control
    held = root.held()
    opening.lock()
    permits.grant([subject], [Compartment.IDENTITY])
    for act in (
        lambda: unseal(sealed, NAME, row, subject),
        lambda: seal(CANARY, NAME, row, subject),
        lambda: seal(CANARY, NAME, row, uuid.uuid4()),
        lambda: open_for_house(text, "kept form"),
        lambda: root.derive("audit chain"),
    ):
        with pytest.raises(Locked):
            act()
    assert set(held.derived) | set(held.wrapping[1]) == {0}, "what was held is wiped"


def test_a_request_that_is_under_way_loses_its_keys_and_permits() -> None:
    row, subject = uuid.uuid4(), uuid.uuid4()
    sealed = seal(CANARY, NAME, row, subject)
    opened, locked = threading.Event(), threading.Event()
    seen: list[object] = []

    def request() -> None:
        try:
            permits.grant([subject], [Compartment.IDENTITY])
            seen.append(unseal(sealed, NAME, row, subject))
            opened.set()
            locked.wait(60)
            unseal(sealed, NAME, row, subject)
        except (NoTrace, Locked) as refused:
            seen.append(type(refused))
        except Exception as error:  # noqa: BLE001 -- told below
            seen.append(error)
        finally:
            opened.set()
            connections.close_all()

    if connections["keyring"].vendor == "sqlite":
        # The key lies uncommitted in the test's transaction: the other thread gets this desk's.
        desk = permits.desk()
        act, request_ = request, lambda: (permits._desk.set(_copy(desk)), act())  # noqa: SLF001
    thread = threading.Thread(target=request_)
    thread.start()
    assert opened.wait(60)
    opening.lock()
    locked.set()
    thread.join(60)
    assert seen == [CANARY, NoTrace]


def _copy(desk: permits.Desk) -> permits.Desk:
    return permits.Desk(keys=dict(desk.keys), by_id=dict(desk.by_id))


def test_sessions_are_signed_under_the_same_key_after_a_lock_and_under_none_of_it_meanwhile(
    own_secrets: root.Held,
) -> None:
    copy = dataclasses.replace(
        own_secrets,
        derived=bytearray(own_secrets.derived),
        wrapping={1: bytearray(own_secrets.wrapping[1])},
    )
    opening._open(own_secrets)  # noqa: SLF001 -- without its root key
    before = settings.SECRET_KEY
    opening.lock()
    meanwhile = settings.SECRET_KEY
    opening._open(copy)  # noqa: SLF001 -- as above
    assert before == settings.SECRET_KEY
    assert meanwhile not in {before, ""}


# --- a laptop -----------------------------------------------------------------------------------


class Clocks:
    """Three clocks: since the start, of the day, and one that counts while the laptop sleeps."""

    def __init__(self) -> None:
        self.now = [100.0, 1_000_000.0, 100.0]

    def __call__(self) -> tuple[float, ...]:
        return tuple(self.now)


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clocks]:
    found = Clocks()
    monkeypatch.setattr(opening.watch, "clocks", found)
    monkeypatch.setattr(settings, "CLEW", dataclasses.replace(settings.CLEW, locks_when_idle=True))
    opening.watch.touched()
    yield found
    monkeypatch.undo()
    opening.watch.touched()


@pytest.mark.parametrize("clock", [0, 1, 2])
def test_a_laptop_locks_itself_after_a_quarter_of_an_hour_by_whichever_clock_shows_it(
    clocks: Clocks, clock: int
) -> None:
    clocks.now[clock] += 15 * 60 - 1
    assert not locking.lock_if_idle()
    clocks.now[clock] += 1
    assert locking.lock_if_idle()
    assert not root.is_open()
    assert not locking.lock_if_idle(), "it is locked once"


def test_a_clock_set_back_does_not_keep_it_open(clocks: Clocks) -> None:
    clocks.now[1] -= 3600
    clocks.now[0] += 15 * 60
    assert locking.lock_if_idle()


def test_whoever_works_keeps_it_open(clocks: Clocks) -> None:
    for _ in range(5):
        clocks.now[0] += 14 * 60
        opening.watch.touched()
        assert not locking.lock_if_idle()


def test_a_server_stays_open(clocks: Clocks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "CLEW", dataclasses.replace(settings.CLEW, locks_when_idle=False))
    clocks.now[0] += 10 * 24 * 3600
    assert not locking.lock_if_idle()
    assert root.is_open()


# --- memory -------------------------------------------------------------------------------------

_OPENS_AND_LOCKS: Final = """
import gc, sys, django
from pathlib import Path
django.setup()
from clew.ground.vault import housekeys, keyfile, opening, root, sealing, wiping
if sys.argv[1] == "off":
    wiping.wipe.__code__ = (lambda *held: None).__code__
key = keyfile.read(Path(sys.argv[2]))
root.hold(root.Held(bytearray(key), {1: bytearray(key)}, 1, housekeys._sealing_under(key)))
wiping.wipe(key)
assert sealing.open_for_house(sealing.seal_for_house("x", "kept form"), "kept form") == "x"
root.wrapping_cipher("identity", 1).encrypt(bytes(12), b"y", None)
print("open", flush=True)
sys.stdin.readline()
opening.lock()
gc.collect()
print("locked", flush=True)
sys.stdin.readline()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.parametrize("guard", ["on", "off"])
def test_no_root_key_is_left_in_the_memory_of_the_process_after_a_lock(
    guard: str, tmp_path: Path
) -> None:
    path = tmp_path / "root.key"
    keyfile.make(path)
    process = subprocess.Popen(
        [sys.executable, "-c", _OPENS_AND_LOCKS, guard, str(path)],
        env=environment(DJANGO_SETTINGS_MODULE="clew.site.settings", CLEW_DATA=str(tmp_path)),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        assert times_in_memory(process.pid, path.read_bytes()) > 0, "it is looked for rightly"
        process.stdin.write("\n")
        process.stdin.flush()
        assert process.stdout.readline() == "locked\n"
        left = times_in_memory(process.pid, path.read_bytes())
        assert (left > 0) is (guard == "off"), left  # off: the red control
    finally:
        process.kill()
        process.communicate()


def test_a_cipher_seals_the_same_when_its_key_is_wiped() -> None:
    key = root.derived_from(b"k" * 32, f"test {uuid.uuid4()}")
    again = bytes(bytearray(key))
    cipher = wiping.cipher_under(key)
    expected = wiping.AESGCM(again).encrypt(bytes(12), b"words", None)
    assert cipher.encrypt(bytes(12), b"words", None) == expected
