"""Spare codes: ten for each member, shown once, each good for one sign-in without the phone."""

from typing import Final

from clew.ground.accounts.codes import digest, new_spare_code
from clew.ground.accounts.models import Member, SpareCode
from clew.ground.audit.writing import LOCK

HOW_MANY: Final = 10
_PURPOSE: Final = "spare code"


def renew(member: Member) -> list[str]:
    """Make ten new codes and return them; the ones before open nothing any more.

    To be called inside `changes`. They are stored as digests only: nobody can show them again.
    """
    SpareCode.objects.filter(member=member).delete()
    codes = [new_spare_code() for _ in range(HOW_MANY)]
    SpareCode.objects.bulk_create(
        [SpareCode(member=member, digest=_digest(code, member)) for code in codes]
    )
    return codes


def use_up(member: Member, typed: str) -> bool:
    """Use one up. Of several who bring the same code at once, one is told yes."""
    with LOCK:
        gone, _ = SpareCode.objects.filter(member=member, digest=_digest(typed, member)).delete()
    return bool(gone)


def left(member: Member) -> int:
    """Return how many codes still open."""
    return SpareCode.objects.filter(member=member).count()


def drop(member: Member) -> None:
    """Drop them all: with the last other factor, they go too."""
    SpareCode.objects.filter(member=member).delete()


def _digest(code: str, member: Member) -> str:
    return digest(code, of=member.id, purpose=_PURPOSE)
