"""What waits for a second person, for a named viewer."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from clew.ground.accounts.models import Circle, Member
from clew.ground.audit import reads
from clew.ground.pairs.models import Proposal
from clew.ground.pairs.permissions import may_confirm
from clew.ground.pairs.states import State
from clew.ground.vault.compartments import Compartment


class NoSuchProposal(Exception):
    """No such proposal is the viewer's to see."""


def visible_to(actor: Member) -> QuerySet[Proposal]:
    """Return what the actor proposed, and what their own organisation or a circle's proposed."""
    circles = Circle.objects.filter(organisations=actor.organisation_id)
    ours = Q(organisation=actor.organisation_id) | Q(organisation__circles__in=circles)
    found = Proposal.rows.filter(ours).distinct()
    return found.select_related("proposed_by__organisation", "organisation", "decided_by")


def waiting_for(actor: Member, *, at: datetime) -> list[Proposal]:
    """Return what waits for the actor as the second person, what lapses first on top."""
    waiting = visible_to(actor).filter(state=State.WAITING.value, lapses_at__gt=at)
    return [row for row in waiting.order_by("lapses_at") if may_confirm(actor, row)]


def proposed_by(actor: Member, *, limit: int = 50) -> list[Proposal]:
    """Return what the actor proposed, newest first."""
    return list(visible_to(actor).filter(proposed_by=actor).order_by("-proposed_at")[:limit])


def proposal_for(actor: Member, proposal_id: UUID | str) -> Proposal:
    """Return one that the actor proposed or may decide. Raises `NoSuchProposal`."""
    found = visible_to(actor).filter(id=proposal_id).first()
    if found is None or not (found.proposed_by_id == actor.id or may_confirm(actor, found)):
        raise NoSuchProposal
    return found


def waits(operation: str, about: UUID, *, at: datetime) -> Proposal | None:
    """Return the proposal of an operation about a row that still waits, or None."""
    return Proposal.rows.filter(
        operation=operation, about=about, state=State.WAITING.value, lapses_at__gt=at
    ).first()


def with_reasons(actor: Member, proposals: list[Proposal]) -> list[Proposal]:
    """Open the reasons of proposals the viewer has by right, with one trace."""
    if proposals:
        reads.record(
            actor=actor,
            name="pair.reasons_read",
            subjects=sorted({row.subject for row in proposals if row.subject}),
            compartments=[Compartment.OPERATIONS],
            purpose="second_eyes",
            opening={row.sealing_subject for row in proposals},
        )
    return proposals
