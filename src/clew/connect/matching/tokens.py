"""Tokens: a value's exact parts under the key of one circle.

Whoever has the tables without the root key cannot try out all phone numbers there are, and the
same number in two circles gives two tokens that have nothing in common.
"""

from dataclasses import dataclass
from uuid import UUID

from clew.ground.vault import root
from clew.ground.vault.numbering import BYTES, number_of
from clew.rules.linkage.normalise import is_weak, parts_of


@dataclass(frozen=True, slots=True)
class Token:
    """One token, and whether what it stands for is shared by many unrelated people."""

    number: int
    weak: bool


def token_of(circle: UUID, kind: str, part: str) -> int:
    """Return the number of a kind and part under the circle's key."""
    return number_of(root.derive(f"circle tokens|{circle}"), f"{kind}|{part}")


def tokens_of(circle: UUID, *, claim: UUID, kind: str, value: str) -> tuple[Token, ...]:
    """Return the tokens of a claim, at least one strong one.

    A value without a strong part meets nothing: it gets a token of its own, made from the claim's
    id, so that it can be shown and pointed at. Raises `UnknownKind` for a kind nobody described.
    """
    parts = parts_of(kind, value)
    found = [Token(token_of(circle, kind, part), is_weak(part)) for part in parts]
    if all(token.weak for token in found):
        found.append(Token(token_of(circle, kind, f"claim:{claim}"), weak=False))
    return tuple(dict.fromkeys(found))


def ref_of(token: int) -> str:
    """Write a token as it stands in an address: 16 letters that say nothing."""
    return f"{token:016x}"


def token_in(ref: str) -> int | None:
    """Read a token from an address; None where it is not one."""
    if len(ref) != BYTES * 2 or not ref.isascii():
        return None
    try:
        return int(ref, 16)
    except ValueError:
        return None
