"""Where a request ends: what says it in two ways is not answered, and nothing hides behind it."""

import re
import socket
from urllib.parse import urlsplit

import pytest

from tests.ground.test_served import served

HIDDEN = b"GET /sources/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
IN_TWO_WAYS = {
    "a length beside chunks": b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
    "chunks beside a length": b"transfer-encoding: chunked\r\ncontent-length: 4\r\n",
    "a length beside another coding": b"Content-Length: 4\r\nTransfer-Encoding: identity\r\n",
}


def said(port: int, head: bytes, version: bytes = b"HTTP/1.1") -> list[int]:
    """Send a form that hides a second request behind its end; return the status of each answer."""
    request = b"POST /look/ %b\r\nHost: localhost\r\nConnection: keep-alive\r\n%b\r\n0\r\n\r\n%b"
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(request % (version, head, HIDDEN))
        whole = b""
        while piece := connection.recv(65536):
            whole += piece
    return [int(status) for status in re.findall(rb"HTTP/1\.[01] (\d{3}) ", whole)]


@pytest.fixture
def port(live_site: str) -> int:
    return urlsplit(live_site).port or 0


@pytest.mark.parametrize("head", IN_TWO_WAYS.values(), ids=IN_TWO_WAYS)
def test_a_request_that_ends_in_two_places_is_refused_and_nothing_after_it_is_read(
    port: int, head: bytes
) -> None:
    assert said(port, head) == [400]


def test_chunks_in_a_version_that_has_none_are_refused(port: int) -> None:
    assert said(port, b"Transfer-Encoding: chunked\r\n", b"HTTP/1.0") == [400]


def test_chunks_alone_and_a_length_alone_are_read(port: int) -> None:
    for head in (b"Transfer-Encoding: chunked\r\n", b"Content-Length: 5\r\n"):
        assert said(port, head) == [403, 200], "a form without its token, and what came after it"


def test_left_to_itself_the_server_reads_what_hides_behind_it() -> None:
    # Red control.
    with served() as other:
        assert said(other, IN_TWO_WAYS["a length beside chunks"]) == [403, 200]
