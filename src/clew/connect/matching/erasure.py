"""Forgetting: tokens and people's records go with the released claims they were made from."""

from collections.abc import Iterable
from uuid import UUID

from clew.connect.matching.letting_go import let_go
from clew.connect.matching.models import Key, PersonRecord


def erase(claims: Iterable[UUID]) -> None:
    """Delete what was made from some claims. Deleting the claims themselves does the same."""
    gone = list(claims)
    Key.rows.filter(claim__in=gone).delete()
    let_go(PersonRecord.rows.filter(basis__claim__in=gone).distinct())
