"""What follows every change of how a member signs in: a trace, the end of sessions, a notice.

Until a second factor was set up, a passphrase alone signed in; afterwards somebody else may be
signed in with what was just taken away. So whatever changes, every other session of theirs ends.
"""

from typing import Final

from django.dispatch import Signal

from clew.ground.accounts import sessions
from clew.ground.accounts.models import Member
from clew.ground.audit.writing import Trace

# `ground.notices` stands above this room and listens; it gets `member` and `code`.
told: Final = Signal()


def changed(trace: Trace, *, member: Member, name: str, keeping: str = "") -> None:
    """Record a change, end the member's sessions, and tell them, all in the open transaction.

    Args:
        trace: of the change that is under way.
        member: whose account it is.
        name: the event, and the code of the notice.
        keeping: the key of the session in which it was done, when the member did it.
    """
    trace.record(name, about=member)
    sessions.end_all(member, but=keeping)
    tell(member, name)


def tell(member: Member, code: str) -> None:
    """Tell a member, by a notice, that something about their account is not as it was."""
    told.send(sender=Member, member=member, code=code)
