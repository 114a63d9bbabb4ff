"""Forgetting: requests about a person go with their keys; each request has a key of its own."""

from uuid import UUID

from clew.connect.sharing.models import InformationRequest
from clew.survivor.people.models import Person


def keys_of(person: Person) -> list[UUID]:
    """Return the requests about a person: each has a key of its own, destroyed with theirs."""
    rows = InformationRequest.rows.filter(release__person=person)
    return list(rows.values_list("id", flat=True))


def erase(person: Person) -> None:
    """Delete what partners asked about a person."""
    InformationRequest.rows.filter(release__person=person).delete()
