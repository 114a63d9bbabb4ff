"""Whether an address of a database may be used: one that leaves this machine goes over TLS.

Everything sealed stays sealed on the way, but who is known to the house, and when, does not. So a
database elsewhere must show a certificate for its name (ASVS 5.0, 12.3.1 and 12.3.2).
"""

from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from clew.rules.sources.faults import Fault

_HERE: Final = {"", "localhost", "127.0.0.1", "::1"}
_HOSTS: Final = ("host", "hostaddr", "service", "servicefile")
_CHECKED: Final = "verify-full"
WANTED: Final = "?sslmode=verify-full at the end, for a database that is not on this machine"


def fault_of(name: str, address: str) -> Fault | None:
    """Return what is wrong with an address, or nothing. Neither it nor its password is repeated.

    Args:
        name: the setting it was given in.
        address: `postgres://…`, or empty for SQLite.
    """
    try:
        parts = urlsplit(address)
        host = unquote(parts.hostname or "")
        asked = parse_qs(parts.query)
    except ValueError:
        return Fault("environment", name, "no address", "one such as postgres://name@host/database")
    here = host in _HERE or host.startswith("/")
    # A host may be given in the query as well, or lie in a file of the machine: that one holds.
    named = [each for name in _HOSTS for each in asked.get(name, [])]
    elsewhere = [each for each in named if each not in _HERE and each[0] != "/"]
    if (here and not elsewhere) or asked.get("sslmode") == [_CHECKED]:
        return None
    return Fault("environment", name, "a database elsewhere without TLS", WANTED)
