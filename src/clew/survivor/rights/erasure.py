"""Forgetting: the reasons of holds and the words to hide go; that something was asked stays."""

from clew.survivor.people.models import Person
from clew.survivor.rights.models import Copy, Hold


def erase(person: Person) -> None:
    """Delete holds that were lifted, and requests for a copy, of a person whose keys are gone."""
    Hold.rows.filter(person=person).delete()
    Copy.rows.filter(person=person).delete()
