"""Tokens of a circle's index of people: of keys under which records meet, of what is counted.

Made under the key of the circle, as the tokens of claims are, and in words of their own: none of
them is ever equal to a token of a claim, and the same name in two circles leaves nothing in common.
"""

from uuid import UUID

from clew.ground.vault import root
from clew.ground.vault.numbering import number_of


class PersonTokens:
    """Makes the tokens of one circle."""

    def __init__(self, circle: UUID) -> None:
        """Derive the circle's key. Raises as `root.derive`."""
        self._key = root.derive(f"circle tokens|{circle}")

    def of_key(self, key: int) -> int:
        """Return the token of a key of `engines.linkage.blocking`: kind and parts, mixed."""
        return number_of(self._key, f"person key|{key:016x}")

    def of_term(self, kind: str, text: str) -> int:
        """Return the token of a word or a value that a model counts."""
        return number_of(self._key, f"person term|{kind}|{text}")
