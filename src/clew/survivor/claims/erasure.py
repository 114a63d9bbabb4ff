"""Forgetting: claims are sealed under the person's keys; the rows go besides."""

from clew.survivor.claims.models import Claim
from clew.survivor.people.models import Person


def erase(person: Person) -> None:
    """Delete the claims of a person whose keys are destroyed."""
    Claim.rows.filter(person=person).delete()
