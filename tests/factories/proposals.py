"""Proposals that wait for a second person, of an operation that exists in tests only."""

import uuid
from typing import Final

from django.utils import timezone

from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import STAFF, Role
from clew.ground.pairs import actions
from clew.ground.pairs.models import Proposal
from clew.ground.pairs.operations import Operation, register
from clew.ground.vault import permits
from tests.cast import CANARY, member
from tests.factories.people import Ids

done: Final[list[uuid.UUID]] = []
"""What the made-up operation was carried out about."""


def carry_out(proposal: Proposal, second: Member) -> None:  # noqa: ARG001 -- every operation's shape
    """Note that it was carried out."""
    done.append(proposal.about)


MADE_UP: Final = Operation("made.up", "Do something made up", STAFF, STAFF, carry_out)
NARROW: Final = Operation(
    "made.narrow",
    "Do something that only a steward proposes and a lead confirms",
    frozenset({Role.DATA_STEWARD}),
    frozenset({Role.CASE_LEAD}),
    carry_out,
)
register(MADE_UP)
register(NARROW)


def proposal_ids(owner: Member) -> Ids:
    """Let a colleague of the owner propose something that the owner may confirm."""
    colleague = member(owner.organisation, f"Proposer {uuid.uuid4()}", Role.ADVOCATE)
    row = actions.propose(
        actor=colleague, operation=MADE_UP.code, about=uuid.uuid4(), reason=CANARY,
        at=timezone.now(),
    )  # fmt: skip
    permits.clear()
    return {"proposal_id": str(row.id)}
