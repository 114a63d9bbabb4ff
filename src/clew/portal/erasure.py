"""Forgetting: own words are sealed under the person's key and go with it; the rows go besides."""

from clew.portal.models import Card, Choice
from clew.survivor.people.models import Person


def erase(person: Person) -> None:
    """Delete the choices and cards of a person whose keys are destroyed."""
    Choice.rows.filter(person=person).delete()
    Card.rows.filter(person=person).delete()
