"""Forgetting: tokens and people's records go with the released claims they were made from."""

from collections.abc import Iterable
from uuid import UUID

from clew.connect.matching.letting_go import let_go
from clew.connect.matching.models import Key, PersonRecord
from clew.connect.matching.statements import wait_for_turns
from clew.survivor.release.models import ReleasedClaim


def erase(claims: Iterable[UUID]) -> None:
    """Delete what was made from some claims. Deleting the claims themselves does the same."""
    gone = list(claims)
    there = ReleasedClaim.rows.filter(id__in=gone)
    wait_for_turns(there.values_list("circle", flat=True))
    Key.rows.filter(claim__in=gone).delete()
    let_go(PersonRecord.rows.filter(basis__claim__in=gone).distinct())
