"""Forgetting: the words of a consent are sealed under the person's key and go with it."""

from clew.survivor.consent.models import Consent
from clew.survivor.people.models import Person


def erase(person: Person) -> None:
    """Empty the words of each yes. The rows stay: proof of what was agreed."""
    Consent.rows.filter(person=person).update(explained=None, capacity=None, present=None)


def left_behind(person: Person) -> int:
    """Return how many ledger rows stay, with codes and dates only: proof of what was agreed."""
    return int(Consent.rows.filter(person=person).count())
