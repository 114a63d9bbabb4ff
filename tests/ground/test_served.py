"""The site as it is really served: over a socket, on both loopback addresses, without a name."""

import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

import pytest
import waitress.server

from clew.site import serving
from clew.site.serving import bind, make_server

Answer = tuple[int, dict[str, str], str]


def ask(
    port: int,
    path: str = "/",
    *,
    method: str = "GET",
    body: bytes = b"",
    address: str = "127.0.0.1",
    **headers: str,
) -> Answer:
    connection = http.client.HTTPConnection(address, port, timeout=60)
    try:
        connection.request(
            method,
            path,
            body or None,
            {"Host": f"localhost:{port}"}
            | {name.replace("_", "-"): value for name, value in headers.items()},
        )
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()
    finally:
        connection.close()


@pytest.fixture
def port(live_site: str) -> int:
    return urlsplit(live_site).port or 0


@contextmanager
def served(**options: object) -> Iterator[int]:
    """Serve the same site with other options than Clew gives."""
    from clew.site.wsgi import application  # noqa: PLC0415 -- loads Django

    sockets, port = bind(8200)
    server = waitress.server.create_server(application, sockets=sockets, threads=2, **options)

    def run() -> None:
        with suppress(OSError):  # its sockets are closed while it waits on them
            server.run()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield port
    server.close()
    thread.join(timeout=5)


def test_no_server_and_no_version_is_named(port: int) -> None:
    for path in ("/", "/nowhere/", "/static/clew/clew.css"):
        _, headers, _ = ask(port, path)
        assert "Server" not in headers
        assert "X-Powered-By" not in headers
    with served() as other:
        assert "waitress" in ask(other)[1]["Server"]


@pytest.mark.parametrize("address", serving.LOOPBACK)
def test_both_loopback_addresses_answer(port: int, address: str) -> None:
    if address == "::1" and not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    assert ask(port, address=address)[0] == 200


def test_the_bare_address_leads_to_the_name_with_its_port(port: int) -> None:
    status, headers, _ = ask(port, "/sources/", Host=f"127.0.0.1:{port}")
    assert status == 302
    assert headers["Location"] == f"http://localhost:{port}/sources/"


def test_a_forwarded_request_is_seen_as_one(port: int) -> None:
    assert ask(port, X_Forwarded_For="192.0.2.1")[0] == 403
    # Left to itself the server removes the header before Clew could see it.
    with served(clear_untrusted_proxy_headers=True) as other:
        assert ask(other, X_Forwarded_For="192.0.2.1")[0] == 200


def test_a_body_over_a_megabyte_is_refused_before_it_is_read(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.putrequest("POST", "/look/", skip_host=True)
    connection.putheader("Host", f"localhost:{port}")
    connection.putheader("Content-Length", "1100000")
    connection.endheaders()  # and not one byte of the body
    answer = connection.getresponse()
    told = answer.read().decode()
    connection.close()
    assert answer.status == 413
    assert "Server" not in answer.headers
    assert "waitress" not in told.casefold()


def test_the_server_is_made_to_name_nothing_and_to_hold_back_large_bodies() -> None:
    sockets, _ = bind(8360)
    server = make_server(lambda *_: [b""], sockets)
    try:
        given = server._server.adj  # noqa: SLF001 -- what waitress was told
        assert given.ident is None
        assert given.max_request_body_size == 1_048_576
    finally:
        server.close()
