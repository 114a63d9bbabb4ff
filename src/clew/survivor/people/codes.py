"""The spoken code of a person or a case: six letters and digits, and one that checks them.

Crockford's alphabet has no I, L, O or U, so a code can be read out over a bad line; without Z,
which is heard as C, it has 31 letters. Because 31 is a prime, and no two neighbours weigh the same,
the check letter finds every single wrong letter and every swap of two neighbours.
"""

import secrets
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXY"  # 31, a prime
LENGTH: Final = 6
_HEARD: Final = str.maketrans({"I": "1", "L": "1", "O": "0"})


class NotACode(Exception):
    """What was typed is no code: a letter is wrong, or two are swapped."""


def new_code() -> str:
    """Return a random code such as `7K3M2Q-X`."""
    return with_check("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def with_check(letters: str) -> str:
    """Return six letters with their check letter."""
    return f"{letters}-{_check(letters)}"


def read_code(typed: str) -> str:
    """Return the code that was meant. Raises `NotACode`."""
    plain = typed.strip().upper().translate(_HEARD).replace("-", "").replace(" ", "")
    letters, check = plain[:LENGTH], plain[LENGTH:]
    if len(plain) != LENGTH + 1 or set(letters) - set(ALPHABET) or check != _check(letters):
        msg = "This is no code. A code has six letters or digits and one more after a dash."
        raise NotACode(msg)
    return f"{letters}-{check}"


def _check(letters: str) -> str:
    total = sum((place + 2) * ALPHABET.index(letter) for place, letter in enumerate(letters))
    return ALPHABET[total % len(ALPHABET)]
