"""The one-time code by which somebody comes in: for the first time, or anew after a reset.

An administrator hands it over, in person or by phone. It is typed with the address, never followed
as a link: a link lies in a mail box, and who reads the mail box would be in.
"""

import hmac
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import F

from clew.ground.accounts import clock
from clew.ground.accounts.codes import digest, new_code
from clew.ground.accounts.models import Invitation, Member
from clew.ground.audit import reads
from clew.ground.audit.chain import House
from clew.ground.audit.writing import LOCK, changes

DAYS: Final = 7
# Sixty bits cannot be guessed in ten tries; who mistypes ten times is given another code.
MOST_TRIES: Final = 10
_PURPOSE: Final = "invitation"
_NOBODY: Final = UUID(int=0)


class NoSuchCode(Exception):
    """This address and this code do not let anybody in. It is not said which of them is wrong."""


def issue(member: Member) -> str:
    """Give a member a new code and return it; one given before opens nothing any more.

    To be called inside `changes`. Only a digest is stored: nobody can show the code again.
    """
    code = new_code()
    Invitation.objects.update_or_create(
        member=member,
        defaults={
            "digest": _digest(code, member.id),
            "ends_at": clock.moment() + timedelta(days=DAYS),
            "tries_left": MOST_TRIES,
        },
    )
    return code


def come_in(*, address: str, code: str, passphrase: str, at: datetime) -> Member:
    """Let in whoever the code was made for, and set the passphrase they chose.

    An unknown address, a wrong code, one that was used, tried too often or is too old are answered
    alike, and after the same work.

    Raises:
        NoSuchCode: nobody comes in with these two.
    """
    member = _whose(address.strip().lower(), code, at)
    if member is None:
        reads.refused(actor=House(), name="invitation.refused")
        raise NoSuchCode
    member.set_password(passphrase)  # it takes a moment: before the writers' lock is taken
    with changes(actor=member, purpose="membership") as trace:
        used, _ = Invitation.objects.filter(member=member, digest=_digest(code, member.id)).delete()
        if not used:  # the same code came twice at once
            raise NoSuchCode
        member.save(update_fields=["password"])
        trace.record("member.came_in", about=member)
    return member


def _whose(address: str, code: str, at: datetime) -> Member | None:
    """Count a try, and return whose code this is. The same statements run for whatever is typed."""
    open_now = Invitation.objects.filter(
        member__email=address, member__is_active=True, ends_at__gt=at, tries_left__gt=0
    )
    with LOCK:
        counted = open_now.update(tries_left=F("tries_left") - 1)
    found = Invitation.objects.filter(member__email=address).select_related("member").first()
    expected = found.digest if found and counted else ""
    typed = _digest(code, found.pk if found else _NOBODY)
    is_right = hmac.compare_digest(typed, expected)
    return found.member if found and is_right else None


def _digest(code: str, member: UUID) -> str:
    return digest(code, of=member, purpose=_PURPOSE)
