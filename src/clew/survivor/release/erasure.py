"""Forgetting: copies of a person are sealed under their release's key or a circle's; both go."""

from uuid import UUID

from clew.survivor.people.models import Person
from clew.survivor.release.models import Recall, Release, ReleasedClaim, ReleasedItem


def keys_of(person: Person) -> list[UUID]:
    """Return the releases of a person and the answers to their recalls: each has its own key."""
    recalls = Recall.rows.filter(release__person=person).values_list("id", flat=True)
    return [*Release.rows.filter(person=person).values_list("id", flat=True), *recalls]


def claims_of(person: Person) -> list[UUID]:
    """Return the claims of a person that stand in a circle."""
    return list(ReleasedClaim.rows.filter(release__person=person).values_list("id", flat=True))


def erase(person: Person) -> None:
    """Delete every copy that was made of a person. The ledger stays, without values."""
    ReleasedItem.rows.filter(release__person=person).delete()
    ReleasedClaim.rows.filter(release__person=person).delete()


def forget_erased(subjects: frozenset[UUID]) -> None:
    """After a restore: copies in a circle, under its key, go again with all made from them."""
    wanted = sorted(subjects)
    for first in range(0, len(wanted), 500):
        some = wanted[first : first + 500]
        ReleasedItem.rows.filter(release__person__in=some).delete()
        ReleasedClaim.rows.filter(release__person__in=some).delete()
