"""TLS in this process, for a shelter without a proxy.

One thread holds the certificate, shakes hands, and passes what was said on to the server, which
listens on a loopback port that answers nobody else. Handshakes and slow callers wait there and cost
no thread of the server. TLS 1.2 and newer only.
"""

import asyncio
import contextlib
import logging
import socket
import ssl
import stat
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from cryptography import x509

from clew.rules.sources.faults import Fault, WrongInput

LONGEST_HANDSHAKE: Final = 10.0
LONGEST_SILENCE: Final = 60.0  # before the first word of a request
MOST_CALLERS: Final = 400
_PIECE: Final = 65_536
_LOOK_AGAIN: Final = 60.0  # seconds between two looks at the files of the certificate
_TOLD_BY_OTHERS: Final = ("HTTP_FORWARDED", "HTTP_X_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")

Answer = Iterable[bytes]
Application = Callable[[dict[str, Any], Callable[..., Any]], Answer]
log = logging.getLogger("clew.site.tls")


def context_of(certificate: Path, key: Path, *, host: str) -> ssl.SSLContext:
    """Read a certificate and its key.

    Raises:
        WrongInput: they cannot be read, do not belong together, are for another name, or anybody on
            this machine may read the key.
    """
    _check(certificate, "--cert")
    _check(key, "--key")
    if key.stat().st_mode & stat.S_IRWXO:
        found, wanted = "a key that everybody on this machine can read", "a file of mode 0600"
        raise WrongInput([Fault("--key", "", found, wanted)])
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(certificate, key, password=lambda: b"")
        read = x509.load_pem_x509_certificate(certificate.read_bytes())
    except (ssl.SSLError, ValueError, OSError) as error:
        found = "a certificate and a key that do not belong together or cannot be read"
        wanted = "two PEM files: the chain, and its key without a passphrase"
        raise WrongInput([Fault("--cert", "", found, wanted)]) from error
    if not _names(read, host):
        raise WrongInput([Fault("--cert", "", "a certificate for other names", f"one for {host}")])
    if read.not_valid_after_utc < datetime.now(UTC):
        log.warning("The certificate has expired: no browser will open this house until it is new.")
    return context


def _check(path: Path, what: str) -> None:
    if not path.is_file():
        raise WrongInput([Fault(what, "", "no such file", "a PEM file that exists")])


def _names(read: x509.Certificate, host: str) -> bool:
    try:
        held = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return False
    names = held.get_values_for_type(x509.DNSName)
    _, _, domain = host.partition(".")
    return host in names or f"*.{domain}" in names


class Callers:
    """Who is behind each connection that the terminator has opened to the server."""

    def __init__(self, port: int) -> None:
        """Keep the port under which people know this house."""
        self.port = port
        self._addresses: dict[str, str] = {}

    def came(self, through: int, address: str) -> None:
        """Write down who speaks through a local port."""
        self._addresses[str(through)] = address

    def left(self, through: int) -> None:
        """Forget them."""
        self._addresses.pop(str(through), None)

    def only(self, application: Application) -> Application:
        """Let only those callers reach an application, each under their own address."""

        def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Answer:
            address = self._addresses.get(str(environ.get("REMOTE_PORT")))
            if address is None:  # another program of this machine, around the certificate
                start("403 Forbidden", [("Content-Type", "text/plain")])
                return [b"This house is reached over TLS only.\n"]
            for name in [name for name in environ if name.startswith(_TOLD_BY_OTHERS)]:
                del environ[name]
            environ["REMOTE_ADDR"] = environ["REMOTE_HOST"] = address
            environ["wsgi.url_scheme"] = "https"
            environ["SERVER_PORT"] = str(self.port)
            return application(environ, start)

        return answer


class Terminator:
    """Shakes hands on the sockets of the house and passes on what is said."""

    def __init__(
        self,
        sockets: list[socket.socket],
        context: ssl.SSLContext,
        *,
        files: tuple[Path, Path],
        to: int,
        callers: Callers,
    ) -> None:
        """Start.

        Args:
            sockets: where people call; they are listening.
            context: the certificate in use.
            files: where it was read from; a renewed one is taken up within a minute.
            to: the loopback port of the server.
            callers: where it is written down who calls.
        """
        self._sockets, self._context, self._files = sockets, context, files
        self._to, self._callers = to, callers
        self._calls: set[asyncio.Task[None]] = set()
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name="tls")
        self._thread.start()

    def close(self) -> None:
        """Take no more calls, send what waits to be sent, and end."""
        with contextlib.suppress(RuntimeError):  # ended already
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(timeout=LONGEST_HANDSHAKE)

    def _run(self) -> None:
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        servers = [
            await asyncio.start_server(
                self._call, sock=listener, ssl=self._context, limit=_PIECE,
                ssl_handshake_timeout=LONGEST_HANDSHAKE, ssl_shutdown_timeout=1.0,
            )
            for listener in self._sockets
        ]  # fmt: skip
        renewing = asyncio.create_task(self._renew())
        await self._stop.wait()
        renewing.cancel()
        for server in servers:
            server.close()
        if self._calls:
            _, late = await asyncio.wait(self._calls, timeout=2.0)
            for call in late:
                call.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _renew(self) -> None:
        read = self._times()
        while True:
            await asyncio.sleep(_LOOK_AGAIN)
            if self._times() != read:
                with contextlib.suppress(OSError):  # half written: the next look finds it whole
                    self._context.load_cert_chain(*self._files)
                    read = self._times()

    def _times(self) -> list[int]:
        return [path.stat().st_mtime_ns for path in self._files if path.exists()]

    async def _call(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None or len(self._calls) >= MOST_CALLERS:
            writer.close()
            return
        self._calls.add(task)
        try:
            with contextlib.suppress(OSError, TimeoutError, asyncio.CancelledError):
                await self._pass_on(reader, writer)
        finally:
            writer.close()
            self._calls.discard(task)

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # The server is called when the first word has come: who only shakes hands costs it nothing.
        first = await asyncio.wait_for(reader.read(_PIECE), LONGEST_SILENCE)
        if not first:
            return
        back, onward = await asyncio.open_connection("127.0.0.1", self._to, limit=_PIECE)
        through = onward.get_extra_info("sockname")[1]
        self._callers.came(through, writer.get_extra_info("peername")[0])
        try:
            onward.write(first)
            await _both(_pipe(reader, onward), _pipe(back, writer))
        finally:
            onward.close()
            self._callers.left(through)


async def _both(asking: Any, answering: Any) -> None:  # noqa: ANN401 -- coroutines
    """Pass on in both directions until the answers end; a caller who has left ends both."""
    tasks = [asyncio.create_task(asking), asyncio.create_task(answering)]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _pipe(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    while piece := await source.read(_PIECE):
        target.write(piece)
        await target.drain()
