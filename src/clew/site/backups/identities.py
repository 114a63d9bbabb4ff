"""Identities of age, as they are given to open a backup."""

from typing import Final

from pyrage import IdentityError, x25519

_SECRET: Final = "AGE-SECRET-KEY-"  # noqa: S105 -- how such a line begins, not a secret


class WrongIdentity(Exception):
    """What was given is no identity, or not one that opens this backup."""


def identities_in(text: str) -> list[x25519.Identity]:
    """Read identities as `age-keygen` writes them. Raises `WrongIdentity`."""
    lines = [line.strip() for line in text.splitlines() if line.strip().startswith(_SECRET)]
    try:
        found = [x25519.Identity.from_str(line) for line in lines]
    except IdentityError:
        found = []
    if not found:
        msg = f"What was given holds no identity; wanted a line that begins with {_SECRET}1."
        raise WrongIdentity(msg)
    return found
