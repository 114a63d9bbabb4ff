"""Binding: loopback only, both addresses or neither, and the next port when one is taken."""

import errno
import ipaddress
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from clew.site import serving
from clew.site.serving import LOOPBACK, NoFreePort, bind

FIRST = 20_000
IPV6 = socket.has_ipv6


def addresses(sockets: list[socket.socket]) -> list[tuple[str, int]]:
    """Return the address and port of every socket."""
    return [listener.getsockname()[:2] for listener in sockets]


def all_loopback(sockets: list[socket.socket]) -> bool:
    """Say whether nobody outside this machine can reach any of the sockets."""
    return all(ipaddress.ip_address(host).is_loopback for host, _ in addresses(sockets))


@pytest.fixture
def opened() -> Iterator[ExitStack]:
    """Close, at the end, every socket that a test opened."""
    with ExitStack() as stack:
        yield stack


def bound(opened: ExitStack, first: int) -> tuple[list[socket.socket], int]:
    """Bind, and have the sockets closed at the end of the test."""
    sockets, port = bind(first)
    for listener in sockets:
        opened.enter_context(listener)
    return sockets, port


def occupied(opened: ExitStack, address: str, port: int = 0) -> int:
    """Let another program listen on an address; return its port."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    other = opened.enter_context(socket.socket(family, socket.SOCK_STREAM))
    other.bind((address, port))
    other.listen()
    return int(other.getsockname()[1])


def test_only_loopback_addresses_are_bound_and_all_on_one_port(opened: ExitStack) -> None:
    sockets, port = bound(opened, FIRST)
    assert addresses(sockets) == [(address, port) for address in LOOPBACK][: len(sockets)]
    assert all_loopback(sockets)


def test_an_address_that_others_can_reach_would_be_seen(opened: ExitStack) -> None:
    # Red control.
    everywhere = opened.enter_context(socket.socket())
    everywhere.bind(("0.0.0.0", 0))  # noqa: S104 -- the very thing the guard must see
    assert not all_loopback([everywhere])


@pytest.mark.skipif(not IPV6, reason="this Python was built without IPv6")
@pytest.mark.parametrize("address", LOOPBACK)
def test_a_port_taken_on_either_address_is_left_whole_to_its_owner(
    opened: ExitStack, address: str
) -> None:
    taken = occupied(opened, address)
    sockets, port = bound(opened, taken)
    assert port > taken
    assert {found for _, found in addresses(sockets)} == {port}
    other = next(name for name in LOOPBACK if name != address)
    occupied(opened, other, taken)  # nothing of ours is left on the other address


def test_a_port_that_is_bound_is_ours_before_anything_listens(opened: ExitStack) -> None:
    # Two starts in the same second: the second must move on, not fail when it begins to listen.
    _, first = bound(opened, FIRST + 100)
    _, second = bound(opened, first)
    assert second != first


def test_when_every_port_is_taken_a_sentence_says_so(
    opened: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "PORTS_TRIED", 1)
    taken = occupied(opened, "127.0.0.1")
    with pytest.raises(NoFreePort, match=rf"Ports {taken} to {taken} are taken; set CLEW_PORT\."):
        bind(taken)


def test_there_is_no_port_after_the_last_one(opened: ExitStack) -> None:
    occupied(opened, "127.0.0.1", 65_535)
    with pytest.raises(NoFreePort):
        bind(65_535)


def test_a_machine_without_ipv6_serves_on_the_other_address(
    opened: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = socket.socket

    def without_ipv6(family: int, *more: Any) -> socket.socket:  # noqa: ANN401 -- as socket takes it
        if family == socket.AF_INET6:
            raise OSError(errno.EAFNOSUPPORT, "Address family not supported by protocol")
        return make(family, *more)

    monkeypatch.setattr(socket, "socket", without_ipv6)
    sockets, port = bound(opened, FIRST + 200)
    assert addresses(sockets) == [("127.0.0.1", port)]


class NoAddress(socket.socket):
    """IPv6 is there, and the loopback has no address of it."""

    def bind(self, address: Any, /) -> None:  # noqa: ANN401 -- as socket takes it
        if self.family == socket.AF_INET6:
            raise OSError(errno.EADDRNOTAVAIL, "Cannot assign requested address")
        super().bind(address)


def test_a_loopback_without_an_ipv6_address_serves_on_the_other(
    opened: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "socket", NoAddress)
    sockets, port = bound(opened, FIRST + 300)
    assert addresses(sockets) == [("127.0.0.1", port)]
