"""Forgetting: what was said is sealed under the person's key and goes with it; the rows go too."""

from clew.recognise.screening.models import Screening, Unfinished
from clew.survivor.people.models import Person


def erase(person: Person) -> None:
    """Delete the screenings of a person whose keys are destroyed, and what was not finished."""
    Screening.rows.filter(person=person).delete()
    Unfinished.rows.filter(person=person).delete()
