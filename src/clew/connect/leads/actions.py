"""Deciding about a lead, and concluding of whom the group was the holder. People do both."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from clew.connect.leads.models import Confirmed, Judgement
from clew.connect.leads.queries import NoSuchLead, conclusions, lead_for
from clew.connect.leads.states import DECISIONS, PLAN, State
from clew.connect.matching.permissions import circle_for
from clew.ground.accounts.models import Circle, Member
from clew.ground.audit.writing import changes


class NoReason(Exception):
    """A decision or a conclusion without a reason."""


class NoPlan(Exception):
    """A lead is taken on with a whole welfare plan, or not at all."""


class NoSuchDecision(Exception):
    """A lead is taken on, parked or refused."""


class DecidedMeanwhile(Exception):
    """Somebody else decided since the page was opened. Nothing was overwritten."""


class NobodyCalledSo(Exception):
    """Nothing was released into this circle of anybody called so."""


def decide(
    *,
    actor: Member,
    circle: Circle,
    pseudonym: str,
    state: State,
    reason: str,
    plan: Mapping[str, str],
    seen: UUID | None,
    at: datetime,
) -> Judgement:
    """Take a lead on, park it or refuse it. It goes to nobody by that.

    Args:
        actor: who decides.
        circle: whose lead.
        pseudonym: whom it is about.
        state: the decision.
        reason: why, in words.
        plan: the welfare plan by the parts of `states.PLAN`; whole where the lead is taken on.
        seen: the newest decision that the actor had before them, None for none.
        at: the moment.

    Raises:
        NoSuchDecision, NoReason, NoPlan: what was decided is not whole.
        NoSuchLead: no reason stands (any more).
        DecidedMeanwhile: somebody else was faster.
        NoSuchCircle: the circle is not one of the actor's.
    """
    if state not in DECISIONS:
        raise NoSuchDecision
    if not reason.strip():
        raise NoReason
    whole = {part: plan.get(part, "").strip() for part in PLAN}
    if state is State.TAKEN_ON and not all(whole.values()):
        raise NoPlan
    lead = lead_for(actor, circle, pseudonym, at=at)
    if not lead.stands:
        raise NoSuchLead
    with changes(actor=actor, purpose=circle.purpose) as trace:
        newest = _newest(circle, pseudonym)
        if newest != seen:
            raise DecidedMeanwhile
        row = Judgement(
            circle=circle, pseudonym=pseudonym, state=state.value, reason=reason.strip(),
            plan=whole if any(whole.values()) else None,
            basis=[str(claim) for claim in lead.basis], decided_by=actor,
        )  # fmt: skip
        row.save(force_insert=True)
        trace.record("lead.decided", about=row, subjects=[circle.id], fields=["state", "reason"])
    return row


def conclude(
    *, actor: Member, circle: Circle, pseudonyms: Collection[str], reason: str, at: datetime
) -> list[Confirmed]:
    """Write down that people of a circle were held by the group. Those already so stay as they are.

    Raises:
        NoReason: there is none.
        NobodyCalledSo: nothing is released of one of them.
        NoSuchCircle: the circle is not one of the actor's.
    """
    if not reason.strip():
        raise NoReason
    known = {each.pseudonym: each.concluded for each in conclusions(actor, circle, at=at)}
    if not pseudonyms or not set(pseudonyms) <= known.keys():
        raise NobodyCalledSo
    made = []
    with changes(actor=actor, purpose=circle.purpose) as trace:
        there = set(Confirmed.rows.filter(circle=circle).values_list("pseudonym", flat=True))
        for name in sorted(set(pseudonyms) - there):
            row = Confirmed(
                circle=circle, pseudonym=name, reason=reason.strip(), concluded_by=actor
            )
            row.save(force_insert=True)
            trace.record("conclusion.drawn", about=row, subjects=[circle.id], fields=["reason"])
            made.append(row)
    return made


def take_back(*, actor: Member, circle: Circle, pseudonym: str) -> None:
    """Take a conclusion back. Raises `NobodyCalledSo`, `NoSuchCircle`."""
    circle = circle_for(actor, circle.id)
    with changes(actor=actor, purpose=circle.purpose) as trace:
        row = Confirmed.rows.filter(circle=circle, pseudonym=pseudonym).first()
        if row is None:
            raise NobodyCalledSo
        trace.deletes("conclusion.taken_back", about=row, subjects=[circle.id])


def _newest(circle: Circle, pseudonym: str) -> UUID | None:
    rows = Judgement.rows.filter(circle=circle, pseudonym=pseudonym)
    return rows.order_by("-decided_at", "-id").values_list("id", flat=True).first()
