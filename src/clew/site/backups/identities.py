"""Keys of age as they are given: public ones that backups are sealed for, secret ones that open."""

from collections.abc import Sequence
from typing import Final

from pyrage import IdentityError, RecipientError, x25519

OFFLINE: Final = 2
_SECRET: Final = "AGE-SECRET-KEY-"  # noqa: S105 -- how such a line begins, not a secret


class NoRecipients(Exception):
    """There are no recipients of backups, or they are not what they should be."""


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


def public_key(text: str) -> x25519.Recipient:
    """Read one public key. Raises `NoRecipients`."""
    try:
        return x25519.Recipient.from_str(text.strip())
    except RecipientError as error:
        msg = "A recipient is no public key of age; wanted one that begins with age1."
        raise NoRecipients(msg) from error


def offline_in(texts: Sequence[str]) -> list[x25519.Recipient]:
    """Read the public keys that are kept away from the house: two different ones, or none.

    Raises:
        NoRecipients: they are none, or not two.
    """
    given = [public_key(text) for text in texts]
    if given and (len(given) != OFFLINE or len(set(map(str, given))) != OFFLINE):
        msg = f"Found {len(set(map(str, given)))} recipients; wanted {OFFLINE} different ones."
        raise NoRecipients(msg)
    return given
