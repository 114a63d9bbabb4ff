"""Tokens of a circle's index of people: of keys under which records meet, of what is counted.

Made under the key of the circle, as the tokens of claims are, and in words of their own: none of
them is ever equal to a token of a claim, and the same name in two circles leaves nothing in common.
"""

import hmac
from typing import Final
from uuid import UUID

from clew.ground.vault import root

_BYTES: Final = 8
_SIGN_BITS: Final = 1  # databases hold signed integers: 63 bits of the digest are kept


class PersonTokens:
    """Makes the tokens of one circle."""

    def __init__(self, circle: UUID) -> None:
        """Derive the circle's key. Raises as `root.derive`."""
        self._key = root.derive(f"circle tokens|{circle}")

    def of_key(self, key: int) -> int:
        """Return the token of a key of `engines.linkage.blocking`: kind and parts, mixed."""
        return self._token(f"person key|{key:016x}")

    def of_term(self, kind: str, text: str) -> int:
        """Return the token of a word or a value that a model counts."""
        return self._token(f"person term|{kind}|{text}")

    def _token(self, said: str) -> int:
        digest = hmac.digest(self._key, said.encode("utf-8", "surrogatepass"), "sha256")
        return int.from_bytes(digest[:_BYTES], "big") >> _SIGN_BITS
