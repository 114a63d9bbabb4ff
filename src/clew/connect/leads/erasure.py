"""Forgetting: what was decided about somebody who is known here by a pseudonym only."""

from clew.connect.leads.models import Confirmed, Judgement
from clew.ground.accounts.models import Circle


def erase(circle: Circle, pseudonym: str) -> None:
    """Delete decisions and conclusions about somebody of a circle.

    Decisions about others that rest on their claims are marked when they are next looked at.
    """
    Judgement.rows.filter(circle=circle, pseudonym=pseudonym).delete()
    Confirmed.rows.filter(circle=circle, pseudonym=pseudonym).delete()
