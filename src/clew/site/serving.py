"""One process that serves: waitress, on the loopback addresses or behind a certificate."""

import errno
import logging
import select
import socket
import sys
from collections.abc import Callable
from typing import Any, Final, Protocol

LOOPBACK: Final = ("127.0.0.1", "::1")
PORTS_TRIED: Final = 20
_BODY_BYTES: Final = 1_048_576
_THREADS: Final = 8
_WAITING: Final = 128
# Open connections at once. A browser keeps up to six open for two minutes after its last page, so
# that a hundred, which is waitress's own number, is reached by twenty people; whoever comes then is
# not answered at all. Without `poll` a system looks at 512 at most.
_CONNECTIONS: Final = 800 if hasattr(select, "poll") else 400
_HIGHEST_PORT: Final = 65535
_FAMILIES: Final = {"127.0.0.1": socket.AF_INET, "::1": socket.AF_INET6}


class Server(Protocol):
    """A server that runs until it is closed."""

    def run(self) -> None:
        """Serve until `close`."""

    def stop(self) -> None:
        """Take no more requests; `run` returns when those that came are answered."""

    def close(self) -> None:
        """Stop serving at once."""


class NoFreePort(Exception):
    """Every port that was tried is taken."""


def bind(first_port: int) -> tuple[list[socket.socket], int]:
    """Bind the loopback addresses to the first free port from `first_port` on.

    IPv6 is left out on machines without it. Raises `NoFreePort`.
    """
    last_port = min(first_port + PORTS_TRIED - 1, _HIGHEST_PORT)
    for port in range(first_port, last_port + 1):
        sockets = _bind_all(port)
        if sockets:
            return sockets, port
    msg = f"Ports {first_port} to {last_port} are taken; set CLEW_PORT."
    raise NoFreePort(msg)


def _bind_all(port: int) -> list[socket.socket]:
    """Bind both addresses, or neither: half of `localhost` on another program confuses people."""
    bound: list[socket.socket] = []
    for address in LOOPBACK:
        try:
            listener = socket.socket(_FAMILIES[address], socket.SOCK_STREAM)
        except OSError:
            continue  # no IPv6 on this machine
        try:
            _own_port_only(listener)
            if address == "::1":
                listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            listener.bind((address, port))
            listener.listen(_WAITING)  # bound alone is not ours: another program could bind it too
        except OSError as error:
            listener.close()
            if error.errno == errno.EADDRNOTAVAIL:
                continue  # IPv6 is compiled in, but the loopback has no address
            if error.errno == errno.EACCES:
                msg = f"Port {port} may not be opened by this user; set CLEW_PORT above 1023."
                raise NoFreePort(msg) from error
            for earlier in bound:
                earlier.close()
            return []
        bound.append(listener)
    return bound


def bind_everywhere(port: int) -> list[socket.socket]:
    """Bind every address of this machine to one port. Raises `NoFreePort`."""
    bound: list[socket.socket] = []
    for family, address in ((socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::")):  # noqa: S104 -- behind a certificate only
        try:
            listener = socket.socket(family, socket.SOCK_STREAM)
        except OSError:
            continue  # no IPv6 on this machine
        try:
            _own_port_only(listener)
            if family == socket.AF_INET6:
                listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            listener.bind((address, port))
            listener.listen(_WAITING)
        except OSError as error:
            listener.close()
            if error.errno == errno.EADDRNOTAVAIL:
                continue
            for earlier in bound:
                earlier.close()
            msg = f"Port {port} cannot be opened ({error.strerror}); name another with --port."
            raise NoFreePort(msg) from error
        bound.append(listener)
    return bound


def _own_port_only(listener: socket.socket) -> None:
    """Let a restart take its port again at once, and let no second program listen on it."""
    if sys.platform == "win32":  # there the Unix option would let two programs share the port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)


def make_server(application: Callable[..., Any], sockets: list[socket.socket]) -> Server:
    """Make the server. It names no version, and refuses bodies over a megabyte."""
    from clew.site.stopping import StoppableServer  # noqa: PLC0415 -- commands that do not serve skip it

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    return StoppableServer(
        application,
        sockets=sockets,
        threads=_THREADS,
        connection_limit=_CONNECTIONS,
        ident=None,
        max_request_body_size=_BODY_BYTES,
        inbuf_overflow=_BODY_BYTES,  # a larger body would be written to the disk, in clear
        clear_untrusted_proxy_headers=False,  # OneHost must see them to refuse them
    )
