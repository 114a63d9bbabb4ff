"""What of people may be counted: when an organisation first stood by them, how old, which sex.

Only a count reads this. No name, no code and no order leaves it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Min

from clew.ground.vault.keyring import KeyDestroyed
from clew.survivor.people.models import Keeper, Person


@dataclass(frozen=True, slots=True)
class Known:
    """What is counted of one person. `person` ties it to the next room; no count keeps it."""

    person: UUID
    since: date
    born: str | None  # YYYY, YYYY-MM or YYYY-MM-DD
    sex: str | None


def ids_to_count(organisation: UUID, *, until: date) -> list[UUID]:
    """Return the people an organisation stood by on some day up to `until`, that day included."""
    standing = Keeper.rows.filter(person__organisation=organisation, starts_on__lte=until)
    return list(standing.values_list("person", flat=True).distinct())


def to_count(ids: Sequence[UUID]) -> Iterable[Known]:
    """Yield what is counted of people. Their identity must be permitted by a trace first.

    Somebody whose keys were destroyed asked to be forgotten: they are not counted again.
    """
    since = dict(
        Keeper.rows.filter(person__in=ids)
        .values("person")
        .annotate(first=Min("starts_on"))
        .values_list("person", "first")
    )
    for person in Person.rows.filter(id__in=ids).iterator(chunk_size=500):
        try:
            yield Known(person.id, since[person.id], person.born, person.sex)
        except KeyDestroyed:
            continue
