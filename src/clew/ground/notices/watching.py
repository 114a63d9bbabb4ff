"""Telling who watches over a house: of unusual reading, administrators at a case, and its clock."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from clew.ground.accounts import latest
from clew.ground.accounts.models import Member
from clew.ground.accounts.queries import colleagues
from clew.ground.accounts.roles import Role
from clew.ground.audit import unusual
from clew.ground.audit.chain import House
from clew.ground.audit.models import Alert, Decoy
from clew.ground.audit.writing import changes
from clew.ground.notices.actions import tell
from clew.ground.notices.models import Notice

_AT_CASE = "administrator.at_case"
_SET_BACK: Final = "clock.set_back"
_AGAIN_AFTER: Final = timedelta(days=1)


class NotYours(Exception):
    """Only a data steward or a case lead says who is a decoy."""


def mark_decoy(*, actor: Member, subject: UUID) -> None:
    """Say that a person is made up, to see who opens them. Nothing shows it on any page.

    Raises:
        NotYours: the actor is neither data steward nor case lead.
    """
    if not actor.has(Role.DATA_STEWARD, Role.CASE_LEAD):
        raise NotYours
    with changes(actor=actor, purpose="oversight") as trace:
        row, made = Decoy.objects.get_or_create(
            subject=subject, defaults={"set_by": actor.actor_id}
        )
        if made:
            trace.record("decoy.set", about=row)


def watch(*, now: datetime) -> list[Alert]:
    """Look through the events of the last hour and tell of what nobody was told of yet."""
    new = unusual.fresh(unusual.found(now=now), now=now)
    if not new:
        return []
    alerts = []
    with changes(actor=House(), purpose="oversight") as trace:
        for each in new:
            row = Alert.objects.create(
                rule=each.rule, actor=each.actor, count=each.count, event=each.event, at=now
            )
            trace.record("reading.unusual", about=row)
            tell(_told_of(each.actor), code="reading.unusual", path=reverse("accounts:unusual"))
            alerts.append(row)
    return alerts


def administrator_at_case(member: Member) -> None:
    """Tell leads and auditors. Who has an unread notice of it already gets no second one."""
    watching = colleagues(member, Role.CASE_LEAD, Role.AUDITOR).exclude(id=member.id)
    with changes(actor=House(), purpose="oversight") as trace:
        told = Notice.objects.filter(code=_AT_CASE, read_at=None).values_list("member", flat=True)
        tell(watching.exclude(id__in=list(told)), code=_AT_CASE, path=reverse("notices:list"))
        trace.record("administrator.at_case", about=Member.objects.get(id=member.id))


def clock_set_back() -> None:
    """Tell administrators and auditors when the clock of the machine is behind; once a day each."""
    if not latest.is_behind():
        return
    day = (timezone.now() - _AGAIN_AFTER, timezone.now() + _AGAIN_AFTER)
    told = Notice.objects.filter(Q(read_at=None) | Q(at__range=day), code=_SET_BACK)
    told_to = list(told.values_list("member", flat=True))
    watching = (
        Member.objects.filter(is_active=True)
        .filter(grants__role__in=[Role.ADMINISTRATOR.value, Role.AUDITOR.value])
        .exclude(id__in=told_to)
        .distinct()
    )
    if not watching.exists():
        return
    with changes(actor=House(), purpose="oversight") as trace:
        for member in watching:
            tell([member], code=_SET_BACK, path=reverse("notices:list"))
            trace.record(_SET_BACK, about=member)


def _told_of(actor: str) -> Iterable[Member]:
    """Return who hears of it: leads and auditors of the organisation, never the member alone."""
    return (
        Member.objects.filter(is_active=True)
        .filter(Q(organisation__members__id=UUID(actor)))
        .filter(grants__role__in=[Role.CASE_LEAD.value, Role.AUDITOR.value])
        .exclude(id=UUID(actor))
        .distinct()
    )
