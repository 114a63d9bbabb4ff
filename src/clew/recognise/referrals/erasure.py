"""Forgetting: words under a release's key go with it; codes and days stay, for the count."""

from clew.recognise.referrals.models import Referral
from clew.survivor.people.models import Person


def erase(person: Person) -> None:
    """Empty the words of a person's referrals; states, codes and days say nothing of anybody."""
    Referral.rows.filter(person=person).update(decline_words=None)


def left_behind(person: Person) -> int:
    """Return how many rows stay, with codes and days only."""
    return int(Referral.rows.filter(person=person).count())
