"""What a withdrawal does here: the lead is marked, its words go, a conclusion without claims too.

Pulled by whoever looks, before anything is shown: the gate below knows nothing of this room.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from clew.connect.leads.models import Confirmed, Judgement
from clew.connect.leads.states import State
from clew.ground.accounts.models import Circle, Member
from clew.ground.audit.writing import changes


def settle(
    *,
    actor: Member,
    circle: Circle,
    claims: Collection[UUID],
    people: Collection[str],
    at: datetime,
) -> int:
    """Bring a circle's leads up to what is released now. Returns how many lost their basis.

    Args:
        actor: who looks.
        circle: whose leads.
        claims: ids of all claims that are released into the circle now.
        people: everybody of whom something is released into it now.
        at: the moment.
    """
    there = {str(claim) for claim in claims}
    lost = [
        row
        for row in Judgement.rows.filter(circle=circle).exclude(state=State.BASIS_WITHDRAWN.value)
        if not there.issuperset(row.basis)
    ]
    gone = [row for row in Confirmed.rows.filter(circle=circle) if row.pseudonym not in people]
    if not lost and not gone:
        return 0
    with changes(actor=actor, purpose=circle.purpose) as trace:
        for row in lost:
            row.state, row.withdrawn_at = State.BASIS_WITHDRAWN.value, at
            row.reason, row.plan, row.basis = None, None, []
            row.save(update_fields=["state", "withdrawn_at", "reason", "plan", "basis"])
            trace.record("lead.basis_withdrawn", about=row, subjects=[circle.id], fields=["state"])
        for each in gone:
            trace.deletes("conclusion.ended", about=each, subjects=[circle.id])
    return len(lost)
