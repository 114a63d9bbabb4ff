"""Telling members, inside the change they are told of."""

from collections.abc import Iterable
from datetime import datetime

from clew.ground.accounts.models import Member
from clew.ground.notices.models import Notice
from clew.ground.notices.words import WORDS


def tell(members: Iterable[Member], *, code: str, path: str) -> None:
    """Tell members that something waits at a path of this site. Raises `KeyError` for no words."""
    WORDS[code]  # a notice without words would say nothing
    Notice.objects.bulk_create([Notice(member=member, code=code, path=path) for member in members])


def forget_code(code: str) -> None:
    """Delete the notices that lead to a person who was erased."""
    Notice.objects.filter(path__contains=code).delete()


def mark_read(*, actor: Member, at: datetime) -> None:
    """Mark all notices of a member as read."""
    Notice.objects.filter(member=actor, read_at=None).update(read_at=at)
