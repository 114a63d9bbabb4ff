"""Who gives an order at a terminal: their passphrase and a code, as at the door of the house.

A command that reads or writes about persons does so in somebody's name. Whoever may run commands
is not yet that somebody: the operator of a machine has no case.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from clew.ground.accounts import clock, factors, signed_in, spare_codes, tries
from clew.ground.accounts.models import Member
from clew.ground.audit import reads
from clew.ground.audit.chain import House


class NotShown(Exception):
    """Address, passphrase and code let nobody in; which of them was wrong is not said."""


def shown(*, address: str, passphrase: str, code: str) -> Member:
    """Return the member who has shown at a terminal who they are; it leaves a trace, and is told.

    Args:
        address: their e-mail address.
        passphrase: their passphrase.
        code: six digits of their app, or a spare code; it is used up. A passkey shows itself to a
            browser only.

    Raises:
        NotShown: something of it was wrong.
        TooManyTries: it is looked at again later.
    """
    first = tries.take(tries.Tried.SIGN_IN, of=address)
    member = Member.objects.filter(email=address.strip().lower(), is_active=True).first()
    if member is None:
        Member().set_password(passphrase)  # as much work as for somebody who is here
        raise _refused()
    if not member.check_password(passphrase):
        raise _refused()
    first.was_right()
    second = tries.take(tries.Tried.SECOND_FACTOR, of=member.actor_id)
    if factors.of_app(member, code) is not None:
        how = signed_in.CODE
    elif spare_codes.use_up(member, code):
        how = signed_in.SPARE_CODE
    else:
        raise _refused()
    second.was_right()
    signed_in.note_at_terminal(member, how)
    return member


def today_for(member: Member) -> date:
    """Return the day it is where a member works; never an earlier one than it was."""
    zone = ZoneInfo(member.organisation.time_zone)
    return datetime.fromtimestamp(clock.now(), zone).date()


def _refused() -> NotShown:
    reads.refused(actor=House(), name="sign_in.refused")
    return NotShown("Address, passphrase and code let nobody in. Type all three again.")
