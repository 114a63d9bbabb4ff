"""Which keys a process for partners is given. What is not made here, it can never open."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from clew.ground.accounts.models import Circle
from clew.ground.accounts.roles import Role
from clew.ground.vault import root
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.root import Bundle

COMPARTMENTS: Final = (Compartment.RELEASED, Compartment.INTELLIGENCE)
# The house's own, under the purpose it is used for. None of them opens a field about a person.
THE_SAME: Final = (
    "audit rows",  # digests of rows in the trace
    "audit waiting",  # puts events down; they get their numbers from the house
    "audit head signing",  # signs packages: partners compare one key of a house
    "receipt|packages",
    "second factor",
    "one-time code",
)
# Another than the house's, though for the same purpose: neither reads what the other has signed.
APART: Final = ("sessions", "kept form")


def bundle(circles: Iterable[UUID]) -> Bundle:
    """Return the keys that are given, taken from the secrets of the open house.

    Args:
        circles: whose tokens can be made there.

    Raises:
        Locked: the house is locked.
    """
    purposes = {purpose: purpose for purpose in THE_SAME}
    purposes |= {purpose: f"{purpose}|partners" for purpose in APART}
    purposes |= {(tokens := f"circle tokens|{circle}"): tokens for circle in circles}
    held = root.held()
    return Bundle(
        {name: bytearray(root.derive(purpose)) for name, purpose in purposes.items()},
        {
            (part.value, version): bytearray(root.wrapping_key(part, version))
            for part in COMPARTMENTS
            for version in held.wrapping
        },
        held.current,
    )


def circles() -> list[UUID]:
    """Return the circles in which somebody who may come in there investigates."""
    found = Circle.objects.filter(organisations__members__grants__role=Role.INVESTIGATOR.value)
    return list(found.order_by("id").distinct().values_list("id", flat=True))
