"""Whom to believe about where a request came from: the proxies that were named, and nobody else."""

import ipaddress
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, TypeAlias

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
_TOLD_BY_OTHERS: Final = ("HTTP_FORWARDED", "HTTP_X_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")


def networks_in(text: str) -> tuple[Network, ...]:
    """Read addresses and networks, with commas between. Raises `ValueError`."""
    return tuple(ipaddress.ip_network(one.strip()) for one in text.split(",") if one.strip())


def believing(application: Application, trusted: Sequence[Network]) -> Application:
    """Believe what a trusted proxy says of its caller, and take away what anybody else says.

    Of `X-Forwarded-For` the last address that is no trusted proxy counts: whatever stands before it
    was written by the caller. No name of a host is believed: a house has one.
    """

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if _is_in(environ.get("REMOTE_ADDR", ""), trusted):
            said = environ.get("HTTP_X_FORWARDED_FOR", "").split(",")
            others = [one.strip() for one in said if not _is_in(one.strip(), trusted)]
            if others and _address(others[-1]):
                environ["REMOTE_ADDR"] = environ["REMOTE_HOST"] = others[-1]
            if environ.get("HTTP_X_FORWARDED_PROTO") == "https":
                environ["wsgi.url_scheme"] = "https"
        for name in [name for name in environ if name.startswith(_TOLD_BY_OTHERS)]:
            del environ[name]
        return application(environ, start)

    return answer


def _is_in(text: str, trusted: Sequence[Network]) -> bool:
    address = _address(text)
    return address is not None and any(address in network for network in trusted)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None
