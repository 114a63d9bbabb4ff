"""How a command that writes reaches its house, whether a process serves it or nobody does.

On SQLite the serving process alone writes. So a command that writes names an *order*. Where a
process serves the house, the order goes to it over a Unix socket in the house's folder and is
carried out there: in its memory, under its lock, in its chain. Where nobody serves, the command
holds the house itself while it works. Commands that only read open it beside (`mode=ro`) and need
none of this.

A new order is one function and one line in `ORDERS`:

    def freeze(say: Say, *, address: str) -> int:
        "Freeze a member. Raises `Refused` with one sentence."

and its command calls `carry_out(house.here(), "member.freeze", say, address=address)`. Arguments
are JSON values. What is said arrives line by line; what is returned is the exit code.
"""

import contextlib
import importlib
import json
import logging
import os
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

from clew.site import house
from clew.site.environment import Environment

Say: TypeAlias = Callable[[str], None]
Order: TypeAlias = Callable[..., int]

# Only what stands here can be asked for over the socket: order → module:function.
ORDERS: Final[dict[str, str]] = {
    "house.unlock": "clew.site.keys:unlock",
    "house.lock": "clew.site.keys:lock",
    "keys.rotate": "clew.site.keys:rotate",
    "keys.rotate_person": "clew.site.keys:rotate_person",
    "keys.exchange_root": "clew.site.keys:exchange_root",
    "keys.index": "clew.site.keys:index",
    "keys.sweep": "clew.site.keys:sweep",
    "keys.partner": "clew.site.partners.keys:write",
    "htcds.import": "clew.site.exchange:import_htcds",
    "htcds.export": "clew.site.exchange:export_htcds",
}
SOCKET: Final = "control.sock"
_LARGEST_BYTES: Final = 65_536
_PATIENCE_SECONDS: Final = 5.0
_LONGEST_PATH: Final = 100  # bytes; the system's own bound is 104 or 108
_CREDENTIALS: Final = "3i"  # pid, uid, gid, as Linux gives them

log = logging.getLogger("clew.site.control")


class Refused(Exception):
    """An order was not carried out. The message says why, in one sentence."""


def carry_out(here: Environment, order: str, say: Say, **arguments: object) -> int:
    """Carry out an order on a house: through the process that serves it, or alone.

    Args:
        here: the house.
        order: a name in `ORDERS`.
        say: takes each line that the order says.
        arguments: what the order wants, as JSON values.

    Raises:
        Refused: the order was not carried out.
        house.WrongHouse: the house cannot be opened.
    """
    with contextlib.ExitStack() as holding:
        try:
            holding.enter_context(house.alone(here.folder))
        except house.Served:
            return _send(here.folder, order, say, arguments)
        house.open_up(here)
        holding.enter_context(_as_the_house())
        return _found(order)(say, **arguments)


def carry_out_served(here: Environment, order: str, say: Say, **arguments: object) -> int:
    """Carry out an order in the process that serves a house, and nowhere else.

    Raises:
        Refused: nobody serves it, or the order was not carried out.
    """
    try:
        with house.alone(here.folder):
            msg = "Nobody serves this house just now: there is nothing to unlock or to lock."
            raise Refused(msg)
    except house.Served:
        return _send(here.folder, order, say, arguments)


def _found(order: str) -> Order:
    """Return the function of an order. Its module is loaded only now."""
    if order not in ORDERS:
        msg = "The house knows no such order: it runs another version of Clew."
        raise Refused(msg)
    module, _, name = ORDERS[order].partition(":")
    function: Order = getattr(importlib.import_module(module), name)
    return function


def _performed(order: str, say: Say, arguments: dict[str, object]) -> int:
    """Carry an order out as the house itself: the database shows rows to somebody only."""
    from clew.ground.audit.chain import House  # noqa: PLC0415 -- after Django is set up
    from clew.ground.audit.viewer import looking  # noqa: PLC0415 -- after Django is set up

    function = _found(order)
    with looking(House()):
        return function(say, **arguments)


def _send(folder: Path, order: str, say: Say, arguments: dict[str, object]) -> int:
    """Send an order to the process that holds the house, and pass on what it says."""
    if not hasattr(socket, "AF_UNIX"):
        msg = "On this system a house that is served takes no orders: stop it first."
        raise Refused(msg)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line, _reachable(folder) as path:
        try:
            line.connect(path)
        except OSError as error:
            msg = "Another command holds this house, or it is just opening: try again in a moment."
            raise Refused(msg) from error
        for told in _told(line, {"order": order, "arguments": arguments}):
            if "refused" in told:
                raise Refused(told["refused"])
            if "code" in told:
                return int(told["code"])
            say(told["say"])
    msg = "The house was stopped before it said that the order was carried out: look, then repeat."
    raise Refused(msg)


def _told(line: socket.socket, asked: dict[str, object]) -> Iterator[dict[str, str]]:
    """Send an order, and yield what comes back until the other side is done or gone."""
    with contextlib.suppress(OSError), line.makefile("r", encoding="utf-8") as heard:
        line.sendall(json.dumps(asked).encode() + b"\n")
        yield from map(json.loads, heard)


class Listener:
    """Takes orders for the house that this process serves, each in a thread of its own."""

    def __init__(self, folder: Path) -> None:
        """Listen in the folder of a house that this process holds.

        Raises:
            OSError: no socket can be made there.
        """
        self._path = folder / SOCKET
        self._path.unlink(missing_ok=True)  # left by a process that was killed: the house is ours
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        with _reachable(folder) as path:
            self._socket.bind(path)
        self._path.chmod(0o600)
        self._socket.listen()
        self._under_way: set[str] = set()
        self._lock = threading.Lock()
        threading.Thread(target=self._run, daemon=True, name="control").start()

    def close(self) -> None:
        """Take no more orders."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)  # wakes the thread that waits for the next
        self._socket.close()
        self._path.unlink(missing_ok=True)

    def _run(self) -> None:
        while True:
            try:
                line, _ = self._socket.accept()
            except OSError:
                return  # closed
            threading.Thread(target=self._serve, args=(line,), daemon=True, name="order").start()

    def _serve(self, line: socket.socket) -> None:
        def tell(**told: object) -> None:
            with contextlib.suppress(OSError):  # whoever asked has left; the order goes on
                line.sendall(json.dumps(told).encode() + b"\n")

        with line:
            try:
                tell(code=self._carry_out(_heard(line), lambda text: tell(say=text)))
            except Refused as refused:
                tell(refused=str(refused))
            except Exception as error:  # noqa: BLE001 -- whoever asked must hear of it
                # The kind only: a message can hold what somebody wrote about a person.
                log.error("An order failed: %s", type(error).__name__)  # noqa: TRY400
                tell(refused=f"The order failed inside the house ({type(error).__name__}).")
            finally:
                _put_away()

    def _carry_out(self, asked: dict[str, object], say: Say) -> int:
        order, arguments = str(asked.get("order", "")), asked.get("arguments")
        if not isinstance(arguments, dict):
            msg = "The house could not read the order."
            raise Refused(msg)
        _found(order)  # refused before anything is begun
        with self._lock:
            if order in self._under_way:
                msg = "This order is being carried out already."
                raise Refused(msg)
            self._under_way.add(order)
        try:
            with _as_the_house():
                return _performed(order, say, arguments)
        finally:
            with self._lock:
                self._under_way.discard(order)


@contextlib.contextmanager
def listening(folder: Path) -> Iterator[None]:
    """Take orders for a house while it is served, where the system can."""
    if not hasattr(socket, "AF_UNIX"):
        yield
        return
    listener = Listener(folder)
    try:
        yield
    finally:
        listener.close()


def _heard(line: socket.socket) -> dict[str, object]:
    """Read one order. Raises `Refused` for whoever may not give one, and for what is none."""
    line.settimeout(_PATIENCE_SECONDS)
    try:
        with line.makefile("rb") as stream:
            asked = json.loads(stream.readline(_LARGEST_BYTES))
    except (OSError, ValueError) as error:
        msg = "The house could not read the order."
        raise Refused(msg) from error
    line.settimeout(None)
    # Beside the mode of socket and folder a second wall; only now, or the answer would be lost.
    if hasattr(socket, "SO_PEERCRED"):
        size = struct.calcsize(_CREDENTIALS)
        held = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
        _pid, user, _group = struct.unpack(_CREDENTIALS, held)
        if user not in {os.getuid(), 0}:
            msg = "Only the user who runs the house gives it orders."
            raise Refused(msg)
    if not isinstance(asked, dict):
        msg = "The house could not read the order."
        raise Refused(msg)
    return asked


def _as_the_house() -> contextlib.AbstractContextManager[None]:
    """Let the database show what the house itself may see: an order has no viewer."""
    from clew.ground.audit.chain import House  # noqa: PLC0415 -- only an opened house has it
    from clew.ground.audit.viewer import looking  # noqa: PLC0415 -- loads Django

    return looking(House())


def _put_away() -> None:
    """Leave nothing open of an order: no permit, no unwrapped key, no connection."""
    from django.db import connections  # noqa: PLC0415 -- only a house that is served has it

    from clew.ground.vault import permits  # noqa: PLC0415 -- loads Django

    permits.clear()
    connections.close_all()


@contextlib.contextmanager
def _reachable(folder: Path) -> Iterator[str]:
    """Give a name of the socket that is short enough for the system, however deep the folder."""
    path = str(folder.resolve() / SOCKET)
    if len(os.fsencode(path)) <= _LONGEST_PATH or not Path("/proc/self/fd").is_dir():
        yield path
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        yield f"/proc/self/fd/{opened}/{SOCKET}"
    finally:
        os.close(opened)
