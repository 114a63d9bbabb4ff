"""What needs two people in this room: erasing, holds, handing over a copy."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role
from clew.ground.audit.writing import changes
from clew.ground.notices.actions import tell
from clew.ground.pairs.models import Proposal
from clew.ground.pairs.operations import CannotBeDone, Operation, register
from clew.survivor.people.queries import keepers_of
from clew.survivor.rights import holding
from clew.survivor.rights.models import Copy, Erasure
from clew.survivor.rights.states import Copying, Erasing

ERASE: Final = "person.erase"
HAND_OVER: Final = "copy.hand_over"
_STEWARD: Final = frozenset({Role.DATA_STEWARD})
_SECOND: Final = frozenset({Role.CASE_LEAD, Role.DATA_STEWARD})
_MAY_ASK_FOR_A_HOLD: Final = frozenset({Role.DATA_STEWARD, Role.CASE_LEAD, Role.ADVOCATE})


def register_all() -> None:
    """Register the operations of this room."""
    for operation in (
        Operation(ERASE, _("Erase everything kept about one person"), _STEWARD, _SECOND, _erase),
        Operation(
            HAND_OVER, _("Give one person a copy of what is kept"), _STEWARD, _SECOND, _hand_over
        ),
        Operation(
            holding.SET, _("Set a legal hold"), _MAY_ASK_FOR_A_HOLD, _SECOND, holding.set_hold
        ),
        Operation(holding.LIFT, _("Lift a legal hold"), _STEWARD, _SECOND, holding.lift_hold),
    ):
        register(operation)


def _erase(proposal: Proposal, second: Member) -> None:
    """Confirm an erasure: it is carried out on its day, unless it is taken back until then."""
    erasure = Erasure.rows.select_related("person").filter(
        id=proposal.about, state=Erasing.ASKED.value, checked_on__isnull=False
    ).first()  # fmt: skip
    if erasure is None or proposal.decided_at is None:
        msg = "This was taken back, or is confirmed already."
        raise CannotBeDone(msg)
    if holding.held(erasure.person) or holding.hold_waits(erasure.person, at=proposal.decided_at):
        msg = "A legal hold stands or is being decided: nothing is erased."
        raise CannotBeDone(msg)
    with changes(actor=second, purpose="erasure") as trace:
        erasure.state = Erasing.CONFIRMED.value
        erasure.confirmed_on = proposal.decided_at.date()
        erasure.save(update_fields=["state", "confirmed_on"])
        trace.record("erasure.confirmed", about=erasure, subjects=[erasure.person_id])


def _hand_over(proposal: Proposal, second: Member) -> None:
    """Let whoever stands by the person build the copy and hand it over."""
    copy = (
        Copy.rows.select_related("person")
        .filter(id=proposal.about, state=Copying.ASKED.value)
        .first()
    )
    if copy is None:
        msg = "This was taken back, or is ready already."
        raise CannotBeDone(msg)
    with changes(actor=second, purpose="access") as trace:
        copy.state, copy.ready_at = Copying.READY.value, proposal.decided_at
        copy.save(update_fields=["state", "ready_at"])
        trace.record("copy.ready", about=copy, subjects=[copy.person_id])
        tell(
            keepers_of(copy.person),
            code="rights.ready",
            path=f"/people/{copy.person.code}/rights/",
        )
