"""Propose, confirm, refuse, take back. Nothing happens before a second person has said yes."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from clew.ground.accounts.models import Member
from clew.ground.audit.chain import House
from clew.ground.audit.viewer import looking
from clew.ground.audit.writing import changes
from clew.ground.notices.actions import tell
from clew.ground.pairs.models import Proposal
from clew.ground.pairs.operations import operation as operation_of
from clew.ground.pairs.permissions import check_confirm, check_propose, seconds
from clew.ground.pairs.states import State

PATH = "/second-eyes/"


class AlreadyProposed(Exception):
    """The same waits for a second person already."""


class NoReason(Exception):
    """A proposal says why, for whoever has to look at it."""


class NobodyToAsk(Exception):
    """Nobody here, and nobody in a circle of ours, could be the second person."""


class NotWaiting(Exception):
    """It was decided already, or it has lapsed: nothing happened, propose it again."""


class NotYourProposal(Exception):
    """Only whoever proposed it takes it back."""


def propose(
    *,
    actor: Member,
    operation: str,
    about: UUID,
    reason: str,
    at: datetime,
    subject: UUID | None = None,
    particulars: Mapping[str, Any] | None = None,
    authors: Collection[Member] = (),
) -> Proposal:
    """Propose an operation; a second person is told. Nothing is carried out.

    Args:
        actor: the first person.
        operation: the code of a registered operation.
        about: the row it is about: one proposal at a time waits about it.
        reason: why, in words; sealed under the subject's key. It names nobody.
        at: now.
        subject: the person it is about, whom events name.
        particulars: exactly what is to be done, as ids, codes and days.
        authors: who made what is to be checked, and so may not check it.

    Raises:
        UnknownOperation: no room has registered it.
        NotYourOperation: the actor may not propose it.
        NoReason: the reason is empty.
        AlreadyProposed: the same waits already.
        NobodyToAsk: there is no second person.
    """
    found = operation_of(operation)
    check_propose(actor, found)
    if not reason.strip():
        raise NoReason
    with changes(actor=actor, purpose="second_eyes") as trace:
        _let_lapse(at, operation=operation, about=about)
        if Proposal.rows.filter(operation=operation, about=about, state=State.WAITING).exists():
            raise AlreadyProposed
        row = Proposal(
            operation=operation, about=about, subject=subject,
            organisation_id=actor.organisation_id, particulars=dict(particulars or {}),
            reason=reason.strip(), authors=sorted(str(member.id) for member in authors),
            proposed_by=actor, proposed_at=at, lapses_at=at + timedelta(hours=found.lasts_hours),
        )  # fmt: skip
        asked = seconds(row)
        if not asked:
            raise NobodyToAsk
        row.save(force_insert=True)
        trace.record("pair.proposed", about=row, subjects=_of(row), fields=[operation])
        tell(asked, code="pair.waiting", path=PATH)
    return row


def confirm(*, actor: Member, proposal: Proposal, at: datetime) -> Proposal:
    """Confirm as the second person, and carry the operation out in the same transaction.

    Raises:
        NotWaiting: it was decided already, or it has lapsed.
        SamePerson, RefusedTogether, NotYourOperation: the actor may not be the second person.
        CannotBeDone: the operation cannot be carried out now; the proposal waits on.
    """
    with changes(actor=actor, purpose="second_eyes") as trace:
        row = _decided(actor, proposal, State.CONFIRMED, at)
        trace.record("pair.confirmed", about=row, subjects=_of(row), fields=[row.operation])
        with looking(House()):  # two have said yes; neither needs to stand by whom it is about
            row.what.carry_out(row, actor)
        tell([row.proposed_by], code="pair.confirmed", path=PATH)
    return row


def refuse(*, actor: Member, proposal: Proposal, at: datetime) -> Proposal:
    """Say no as the second person: nothing happens. Raises as `confirm` does."""
    with changes(actor=actor, purpose="second_eyes") as trace:
        row = _decided(actor, proposal, State.REFUSED, at)
        trace.record("pair.refused", about=row, subjects=_of(row), fields=[row.operation])
        tell([row.proposed_by], code="pair.refused", path=PATH)
    return row


def take_back(*, actor: Member, proposal: Proposal, at: datetime) -> Proposal:
    """Take one's own proposal back before anybody decided.

    Raises:
        NotYourProposal: somebody else proposed it.
        NotWaiting: it was decided already, or it has lapsed.
    """
    if actor.id != proposal.proposed_by_id:
        raise NotYourProposal
    with changes(actor=actor, purpose="second_eyes") as trace:
        row = _set(proposal, State.TAKEN_BACK, at, decided_by=actor)
        trace.record("pair.taken_back", about=row, subjects=_of(row), fields=[row.operation])
    return row


def forget(subject: UUID) -> None:
    """Empty what was said about a person whose keys are destroyed; that two decided stays."""
    rows = Proposal.rows.filter(subject=subject)
    rows.filter(state=State.WAITING).update(
        state=State.TAKEN_BACK.value, decided_by=F("proposed_by"), decided_at=F("proposed_at")
    )
    rows.update(reason=None, particulars={})


def _decided(actor: Member, proposal: Proposal, state: State, at: datetime) -> Proposal:
    check_confirm(actor, proposal)
    return _set(proposal, state, at, decided_by=actor)


def _set(proposal: Proposal, state: State, at: datetime, *, decided_by: Member) -> Proposal:
    """Decide a proposal if it still waits, by one statement: of two who press, one is too late."""
    raised = Proposal.rows.filter(
        id=proposal.id, state=State.WAITING.value, lapses_at__gt=at
    ).update(state=state.value, decided_by=decided_by, decided_at=at)
    if not raised:
        raise NotWaiting
    return Proposal.rows.select_related("proposed_by", "organisation").get(id=proposal.id)


def _let_lapse(at: datetime, *, operation: str, about: UUID) -> None:
    """Write down that a proposal has lapsed, so that the same can be proposed again."""
    Proposal.rows.filter(
        Q(operation=operation, about=about, state=State.WAITING.value), lapses_at__lte=at
    ).update(state=State.LAPSED.value, decided_at=at)


def _of(row: Proposal) -> list[UUID]:
    return [row.subject] if row.subject else []
