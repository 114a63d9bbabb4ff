"""Forgetting: everything written in a case is sealed under the person's keys; the rows go too."""

from clew.support.casework.models import Case
from clew.survivor.people.models import Person


def erase(person: Person) -> None:
    """Delete the case of a person whose keys are destroyed, with all that was written in it."""
    Case.rows.filter(person=person).delete()
