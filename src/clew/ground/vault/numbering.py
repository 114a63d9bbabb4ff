"""A number that stands for what was said, made under a key: it can be compared, and not undone.

Equal things under one key give one number; under two keys they have nothing in common. Whoever has
the numbers without the key cannot try out what they stand for.
"""

import hmac
from typing import Final

BYTES: Final = 8
_SIGN_BITS: Final = 1  # databases hold signed integers: 63 bits of the digest are kept


def number_of(key: bytes, said: str) -> int:
    """Return the first 63 bits of HMAC-SHA-256 over what was said (RFC 2104).

    Half of a character pair, which a file may hold though it is no letter, counts as itself.
    """
    digest = hmac.digest(key, said.encode("utf-8", "surrogatepass"), "sha256")
    return int.from_bytes(digest[:BYTES], "big") >> _SIGN_BITS
