"""How people reach a house: over the loopback addresses, or over TLS with its own certificate.

A front takes its port first, so that a second start is refused before anything is opened, and is
opened when the house is ready.
"""

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Protocol

from clew.site.environment import Environment
from clew.site.serving import Server, bind, bind_everywhere, make_server

_TLS_PORT: Final = 443


class Front(Protocol):
    """A way in."""

    @property
    def address(self) -> str:
        """Where people find it."""

    def open(self, application: Callable[..., Any]) -> Server:
        """Make the server behind it."""


class Loopback:
    """This machine only: the demonstration, or a proxy that holds the certificate."""

    def __init__(self, here: Environment) -> None:
        """Take the port. Raises `NoFreePort`."""
        self._here = here
        self._sockets, self._port = bind(here.port)

    @property
    def address(self) -> str:
        """Where people of this machine, or its proxy, find it."""
        return f"http://{self._here.host}:{self._port}"

    def open(self, application: Callable[..., Any]) -> Server:
        """Make the server. What proxies say is heard only where some are trusted."""
        from clew.site.proxies import believing  # noqa: PLC0415 -- commands that do not serve skip it

        if not self._here.demonstration:  # which refuses them: it must see what they say
            application = believing(application, self._here.trusted_proxies)
        return make_server(application, self._sockets)


class WithCertificate:
    """Every address of this machine, over TLS."""

    def __init__(self, here: Environment, certificate: Path, key: Path) -> None:
        """Take the port. Raises `NoFreePort`, and `WrongInput` for the files."""
        from clew.site.tls import context_of  # noqa: PLC0415 -- commands that do not serve skip it

        self._here, self._files = here, (certificate, key)
        self._context = context_of(certificate, key, host=here.host)
        self._sockets = bind_everywhere(here.port)
        self._within = socket.create_server(("127.0.0.1", 0))

    @property
    def address(self) -> str:
        """Where people find it."""
        port = "" if self._here.port == _TLS_PORT else f":{self._here.port}"
        return f"https://{self._here.host}{port}"

    def open(self, application: Callable[..., Any]) -> Server:
        """Make the server, and let the terminator pass callers on to it."""
        from clew.site.tls import Callers, Terminator  # noqa: PLC0415 -- as above

        callers = Callers(self._here.port)
        server = make_server(callers.only(application), [self._within])
        terminator = Terminator(
            self._sockets, self._context, files=self._files,
            to=self._within.getsockname()[1], callers=callers,
        )  # fmt: skip
        return _Both(server, terminator)


class _Both:
    """The server and the terminator before it."""

    def __init__(self, server: Server, terminator: Any) -> None:  # noqa: ANN401 -- loaded when opened
        self._server, self._terminator = server, terminator

    def run(self) -> None:
        self._server.run()
        self._terminator.close()

    def stop(self) -> None:
        self._server.stop()

    def close(self) -> None:
        self._server.close()
        self._terminator.close()
