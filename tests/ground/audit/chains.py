"""Chains of made-up events in the database, and what lies in the table."""

import uuid
from collections.abc import Sequence
from typing import Final

from clew.ground.audit import queries, reads
from clew.ground.audit.chain import House, chain_key
from clew.ground.audit.verifying import Verified, verify
from clew.ground.vault.compartments import Compartment

PEOPLE: Final = [uuid.UUID(int=number, version=4) for number in range(1, 4)]


def write_events(many: int, people: Sequence[uuid.UUID] = PEOPLE) -> None:
    """Write readings, each of one or two people in turn."""
    for number in range(many):
        reads.record(
            actor=House(),
            name="case.opened",
            subjects=[people[number % len(people)], people[(number // 2) % len(people)]][
                : 1 + number % 2
            ],
            compartments=[Compartment.IDENTITY],
            about=f"made.Up:{number}",
        )


def stored() -> list[tuple[int, bytes, bytes]]:
    """Return every event as it is stored."""
    return list(queries.chain())


def verified(rows: Sequence[tuple[int, bytes, bytes]]) -> Verified:
    """Verify a chain under the house's key."""
    return verify(rows, key=chain_key())
