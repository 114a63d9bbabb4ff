"""Requests for information, for who asked and for who is asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from clew.connect.sharing.models import InformationRequest, RequestItem
from clew.connect.sharing.states import REASONS, ItemState, Reason
from clew.ground.accounts.models import Member
from clew.ground.audit import reads
from clew.ground.vault import root
from clew.ground.vault.compartments import Compartment
from clew.rules.consent.kinds import Kind, Purpose
from clew.survivor.people.queries import visible_to as people_visible_to
from clew.survivor.release.queries import released_since


class NoSuchRequest(Exception):
    """No such request is visible to the viewer."""


@dataclass(frozen=True, slots=True)
class ItemSeen:
    """One thing asked for, and what became of it: with them means it went through the gate."""

    id: UUID
    kind: Kind
    state: str  # of ItemState, or `released`
    reason: str
    words: str
    answered_at: datetime | None


def visible_to(actor: Member) -> QuerySet[InformationRequest]:
    """Return what the actor's organisation asked, and what is asked about people they may see."""
    wanted = Q(asking=actor.organisation_id)
    if not root.has_a_part():  # a process for partners knows of no person
        wanted |= Q(release__person__in=people_visible_to(actor))
    return (
        InformationRequest.rows.filter(wanted)
        .select_related("release__source", "asking")
        .defer("counsel")  # the house's own, and opened by it alone
        .order_by("by_on", "id")
    )


def request_for(actor: Member, request_id: UUID | str) -> InformationRequest:
    """Return one request. Raises `NoSuchRequest`."""
    found = visible_to(actor).filter(id=request_id).first()
    if found is None:
        raise NoSuchRequest
    return found


def is_ours(actor: Member, row: InformationRequest) -> bool:
    """Say whether a request is to be answered here, and was not asked from here."""
    return row.release.source_id == actor.organisation_id


def opened(actor: Member, row: InformationRequest) -> tuple[str, str, list[ItemSeen]]:
    """Open a request: what it is for, what counsel said (for us alone), and its items.

    The person can see that it was read.
    """
    reads.record(
        actor=actor,
        name="request.read",
        subjects=[row.id, row.release.person_id],
        compartments=_compartments(actor, row),
        purpose=row.purpose,
        about=f"sharing.InformationRequest:{row.id}",
        opening=[row.id],
    )
    items = RequestItem.rows.filter(request=row)
    order = list(Kind)
    seen = sorted(_seen(row, items), key=lambda item: order.index(item.kind))
    counsel = str(row.counsel or "") if is_ours(actor, row) else ""
    return str(row.words or ""), counsel, seen


def _compartments(actor: Member, row: InformationRequest) -> list[Compartment]:
    counsel = [Compartment.OPERATIONS] if is_ours(actor, row) else []
    return [Compartment.RELEASED, *counsel]


def open_items(actor: Member, *, on: date) -> list[tuple[InformationRequest, int, bool]]:
    """Return each request with how many of its items wait, and whether its day is over."""
    rows = list(visible_to(actor))
    waiting: dict[UUID, int] = {}
    asked = RequestItem.rows.filter(request__in=rows, state=ItemState.ASKED)
    for request_id in asked.values_list("request", flat=True):
        waiting[request_id] = waiting.get(request_id, 0) + 1
    return [
        (row, waiting.get(row.id, 0), bool(waiting.get(row.id)) and row.by_on < on) for row in rows
    ]


def _seen(row: InformationRequest, items: Iterable[RequestItem]) -> list[ItemSeen]:
    gone = released_since(row.release, Purpose(row.purpose), since=row.asked_at)
    return [
        ItemSeen(
            id=item.id,
            kind=Kind(item.kind),
            state="released" if _went(item, gone) else item.state,
            reason=str(REASONS[Reason(item.reason)]) if item.reason else "",
            words=str(item.words or ""),
            answered_at=item.answered_at,
        )
        for item in items
    ]


def _went(item: RequestItem, gone: frozenset[str]) -> bool:
    return item.state == ItemState.AGREED and item.kind in gone
