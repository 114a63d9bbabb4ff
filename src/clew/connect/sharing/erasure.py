"""Forgetting: requests about a person go with their keys; each request has a key of its own."""

from clew.connect.sharing.models import InformationRequest
from clew.ground.vault import keyring
from clew.survivor.people.models import Person


def erase(person: Person) -> None:
    """Delete what partners asked about a person, and destroy the keys of their words."""
    rows = InformationRequest.rows.filter(release__person=person)
    ids = list(rows.values_list("id", flat=True))
    rows.delete()
    if ids:
        keyring.destroy(*ids)
