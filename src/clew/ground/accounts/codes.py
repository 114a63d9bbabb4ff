"""One-time codes that are handed over or kept on paper: how they look, and what is stored of them.

A code that lets somebody in has twelve letters and digits of Crockford's alphabet (60 bits): it has
no I, L, O or U, so that it can be read out. A spare code is twelve digits, typed where the six of
an app are. Of either only a digest is stored, keyed by the house and bound to its member: whoever
has the database without the root key cannot even try codes out.
"""

import hashlib
import hmac
import secrets
from typing import Final
from uuid import UUID

from clew.ground.vault import root

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 12
_GROUP: Final = 4
_HEARD: Final = str.maketrans({"I": "1", "L": "1", "O": "0", " ": "", "-": ""})
_MOST_LETTERS: Final = 64  # what is longer is no code, and is not worth reading


def new_code() -> str:
    """Return a random code that lets somebody in, such as `7K3M-2QXA-90BD`."""
    return _grouped("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)), "-")


def new_spare_code() -> str:
    """Return a random spare code, such as `4817 0293 6651`."""
    return _grouped(f"{secrets.randbelow(10**LENGTH):0{LENGTH}}", " ")


def meant(typed: str) -> str:
    """Return the letters that were meant, however they were grouped, cased or misheard."""
    return typed[:_MOST_LETTERS].strip().upper().translate(_HEARD)


def digest(typed: str, *, of: UUID, purpose: str) -> str:
    """Return what is stored of a code: it differs for each member and purpose."""
    said = f"{purpose}|{of}|{meant(typed)}".encode("utf-8", "surrogatepass")
    return hmac.new(root.derive("one-time code"), said, hashlib.sha256).hexdigest()


def _grouped(letters: str, between: str) -> str:
    return between.join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))
