"""Telling case leads and auditors of reading that is unusual, and of administrators at a case."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

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


def _told_of(actor: str) -> Iterable[Member]:
    """Return who hears of it: leads and auditors of the organisation, never the member alone."""
    return (
        Member.objects.filter(is_active=True)
        .filter(Q(organisation__members__id=UUID(actor)))
        .filter(grants__role__in=[Role.CASE_LEAD.value, Role.AUDITOR.value])
        .exclude(id=UUID(actor))
        .distinct()
    )
