"""A memory of what a second factor has shown: the number may only rise.

The step of an authenticator app and the counter of a passkey both count up. allauth remembers a
used code in the memory of one process for half a minute; here one statement of the database
decides, so that a code opens once whichever process it comes to, and nothing older opens after it.
"""

from clew.ground.accounts.models import FactorUse
from clew.ground.audit.writing import LOCK


def rises(authenticator_id: int, number: int) -> bool:
    """Take a number higher than any before. Of several who bring the same, one is told yes."""
    with LOCK:
        _, is_first = FactorUse.objects.get_or_create(
            authenticator_id=authenticator_id, defaults={"highest": number}
        )
        if is_first:
            return True
        lower = FactorUse.objects.filter(authenticator_id=authenticator_id, highest__lt=number)
        return bool(lower.update(highest=number))


def counts_on(authenticator_id: int, counter: int) -> bool:
    """Say whether the counter of a passkey goes on from where it was.

    A counter that stands still or goes back belongs to a copy of the passkey. Many passkeys do not
    count and always show zero (Web Authentication Level 3, section 6.1.1): there is nothing to tell
    a copy by, and they are let in for as long as they have never shown anything else.
    """
    if rises(authenticator_id, counter):
        return True
    return counter == 0 and highest(authenticator_id) == 0


def highest(authenticator_id: int) -> int:
    """Return the highest number shown so far; -1 before the first."""
    row = FactorUse.objects.filter(authenticator_id=authenticator_id).first()
    return row.highest if row else -1
