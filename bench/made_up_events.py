"""Chains of made-up events, as long as wanted, written as a house writes them."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID, uuid5

_AT_ONCE: Final = 5_000
_HOUSE: Final = UUID(int=7, version=4)


def write_many(many: int, people: Sequence[UUID] = ()) -> None:
    """Append readings of one or two people each, some thousands in a transaction."""
    from clew.ground.audit.chain import Happened  # noqa: PLC0415 -- after Django is set up
    from clew.ground.audit.reads import commit  # noqa: PLC0415 -- the same
    from clew.ground.vault.compartments import Compartment  # noqa: PLC0415 -- the same

    of = list(people) or [uuid5(_HOUSE, str(number)) for number in range(max(many // 50, 10))]
    for first in range(0, many, _AT_ONCE):
        commit(
            [
                Happened(
                    kind="read",
                    name="case.opened",
                    actor=str(of[number % 3]),
                    purpose="support",
                    subjects=(of[number % len(of)], of[number * 7 % len(of)])[: 1 + number % 2],
                    compartments=(Compartment.IDENTITY, Compartment.OPERATIONS),
                    about=f"casework.Case:{of[number % len(of)]}",
                )
                for number in range(first, min(first + _AT_ONCE, many))
            ]
        )
