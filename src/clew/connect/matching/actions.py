"""Giving released claims their tokens, and marking what is there for many people."""

from collections.abc import Sequence
from typing import Final

from clew.connect.matching.models import Key, Ordinary
from clew.connect.matching.permissions import circle_for
from clew.connect.matching.tokens import token_of, tokens_of
from clew.ground.accounts.models import Circle, Member
from clew.ground.audit.writing import changes
from clew.rules.linkage.normalise import is_weak, parts_of
from clew.rules.network.kinds import entity_kinds
from clew.survivor.release.models import ReleasedClaim
from clew.survivor.release.queries import ClaimSeen

_BATCH: Final = 500


class NotForMany(Exception):
    """A mark says what a thing is for many people: a hostel, a helpline, an office."""


class NothingToMark(Exception):
    """The value has no exact part under which it could be known again."""


def services() -> dict[str, str]:
    """Return the kinds of things that are there for many people, with their words."""
    return {kind: rules.label for kind, rules in entity_kinds().items() if rules.benign}


def index(*, actor: Member, claims: Sequence[ClaimSeen]) -> int:
    """Give tokens to those claims that have none yet. Returns how many claims were new.

    Pulled by whoever looks, because the gate knows nothing of this room. A claim that was taken
    back meanwhile gets none.
    """
    circles = {claim.circle for claim in claims}
    known = set(Key.rows.filter(circle__in=circles).values_list("claim", flat=True))
    new = [claim for claim in claims if claim.id not in known and claim.kind in entity_kinds()]
    if not new:
        return 0
    with changes(actor=actor, purpose="matching") as trace:
        there = set(ReleasedClaim.rows.filter(circle__in=circles).values_list("id", flat=True))
        rows = [
            Key(claim_id=claim.id, circle_id=claim.circle, token=token.number, weak=token.weak)
            for claim in new
            if claim.id in there
            for token in tokens_of(claim.circle, claim=claim.id, kind=claim.kind, value=claim.value)
        ]
        # Two may look at the same moment: the tokens are the same, so the first ones stand.
        Key.rows.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)
        for circle in Circle.objects.filter(id__in=circles):
            trace.record("claims.indexed", about=circle, subjects=[circle.id], fields=["token"])
    return len(new)


def mark_ordinary(
    *, actor: Member, circle: Circle, tokens: Sequence[int], service: str
) -> list[Ordinary]:
    """Mark a thing as there for many people, so that it never makes a lead in this circle.

    Args:
        actor: who says so.
        circle: where it holds.
        tokens: every token under which the thing is known.
        service: a kind of `rules.network` that is there for many, such as `hostel`.

    Raises:
        NoSuchCircle: the circle is not one of the actor's.
        NotForMany: the service is none of those kinds.
        NothingToMark: there is no token.
    """
    circle = circle_for(actor, circle.id)
    if service not in services():
        raise NotForMany
    if not tokens:
        raise NothingToMark
    made = []
    with changes(actor=actor, purpose=circle.purpose) as trace:
        for before in Ordinary.rows.filter(circle=circle, token__in=tokens):
            trace.deletes("thing.not_ordinary", about=before, subjects=[circle.id])
        for token in tokens:
            row = Ordinary(circle=circle, token=token, service=service, marked_by=actor)
            row.save(force_insert=True)
            trace.record("thing.ordinary", about=row, subjects=[circle.id], fields=["service"])
            made.append(row)
    return made


def mark_value_ordinary(
    *, actor: Member, circle: Circle, kind: str, value: str, service: str
) -> list[Ordinary]:
    """Mark a known value, such as a helpline's number, before anybody has spoken of it.

    Raises:
        NothingToMark: the value has no exact part of that kind.
        NoSuchCircle, NotForMany: as `mark_ordinary`.
    """
    tokens = [
        token_of(circle.id, kind, part) for part in parts_of(kind, value) if not is_weak(part)
    ]
    return mark_ordinary(actor=actor, circle=circle, tokens=tokens, service=service)


def unmark(*, actor: Member, circle: Circle, tokens: Sequence[int]) -> None:
    """Take a mark back: the thing counts again. Raises `NoSuchCircle`."""
    circle = circle_for(actor, circle.id)
    with changes(actor=actor, purpose=circle.purpose) as trace:
        for row in Ordinary.rows.filter(circle=circle, token__in=tokens):
            trace.deletes("thing.not_ordinary", about=row, subjects=[circle.id])
