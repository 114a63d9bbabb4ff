"""Forgetting: what was decided about somebody who is known here by a pseudonym only."""

from clew.connect.leads.models import Confirmed, Judgement
from clew.ground.accounts.models import Circle
from clew.ground.audit.chain import House
from clew.ground.audit.writing import changes


def erase(circle: Circle, pseudonym: str) -> None:
    """Delete decisions and conclusions about somebody of a circle.

    Decisions about others that rest on their claims are marked when they are next looked at.
    """
    with changes(actor=House(), purpose="erasure") as trace:
        for judgement in Judgement.rows.filter(circle=circle, pseudonym=pseudonym):
            trace.deletes("lead.forgotten", about=judgement, subjects=[circle.id])
        for confirmed in Confirmed.rows.filter(circle=circle, pseudonym=pseudonym):
            trace.deletes("conclusion.forgotten", about=confirmed, subjects=[circle.id])
