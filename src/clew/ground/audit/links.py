"""One link of the chain: an event's bytes, bound under the house's key to the one before."""

import hmac
from typing import Final

START: Final = bytes(32)


def link(key: bytes, before: bytes, body: bytes) -> bytes:
    """Return the digest of an event's bytes behind the digest before it."""
    return hmac.digest(key, before + body, "sha256")
