"""Forgetting: what was prepared, that it left, and what was decided go as whole rows."""

from clew.recognise.mechanisms.models import Decision, Preparation, Sending
from clew.survivor.people.models import Person


def erase(person: Person) -> None:
    """Delete everything of this room about a person. Copies at the gate are recalled there."""
    Decision.rows.filter(person=person).delete()
    Sending.rows.filter(person=person).delete()
    Preparation.rows.filter(person=person).delete()
