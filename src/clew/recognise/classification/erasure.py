"""Forgetting: facts and conclusions are sealed under the person's keys; the rows go besides."""

from clew.recognise.classification.models import Classification, Proposed
from clew.survivor.people.models import Person


def erase(person: Person) -> None:
    """Delete the sheets of a person whose keys are destroyed, and what was found for them."""
    Proposed.rows.filter(person=person).delete()
    Classification.rows.filter(person=person).delete()
