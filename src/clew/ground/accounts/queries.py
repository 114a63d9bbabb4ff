"""Finding members and organisations, for a named viewer."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from clew.ground.accounts.models import Circle, Member, Organisation
from clew.ground.accounts.roles import Role
from clew.ground.audit import unusual
from clew.ground.audit.models import Alert
from clew.ground.prepared.queries import Many, prepared


def colleagues(actor: Member, *roles: Role) -> QuerySet[Member]:
    """Return the active members of the actor's organisation, in some roles if any are named."""
    found = Member.objects.filter(organisation=actor.organisation_id, is_active=True)
    if roles:
        found = found.filter(grants__role__in=[role.value for role in roles]).distinct()
    return found.order_by("shown_name")


def named_colleagues(actor: Member, *roles: Role) -> list[tuple[UUID, str]]:
    """Return the ids and names of the active members of the actor's organisation, in some roles."""
    return _colleagues.all(organisation=actor.organisation_id, roles=roles)


@prepared
def _colleagues(
    *, organisation: UUID, roles: tuple[Role, ...]
) -> "QuerySet[Member, tuple[UUID, str]]":
    found = Member.objects.filter(
        organisation=organisation, is_active=True, grants__role__in=[role.value for role in roles]
    )
    return found.distinct().order_by("shown_name").values_list("id", "shown_name")


def partners(actor: Member) -> QuerySet[Organisation]:
    """Return the organisations that something could be released to: all but the actor's own."""
    return Organisation.objects.exclude(id=actor.organisation_id).order_by("name")


def circles_of(actor: Member) -> QuerySet[Circle]:
    """Return the circles that the actor's organisation belongs to."""
    return Circle.objects.filter(organisations=actor.organisation_id).order_by("name")


def shown_names(ids: set[str]) -> dict[str, str]:
    """Return the names and organisations behind the opaque ids of events."""
    wanted = tuple(UUID(found) for found in sorted(ids) if found not in {"", "house"})
    rows = _named.all(members=wanted) if wanted else []
    return {str(row.id): f"{row.shown_name}, {row.organisation.name}" for row in rows}


@prepared
def _named(*, members: Many) -> QuerySet[Member]:
    return Member.objects.filter(id__in=members).select_related("organisation")


def everyone(actor: Member) -> QuerySet[Member]:
    """Return all members of the actor's organisation, frozen ones too."""
    found = Member.objects.filter(organisation=actor.organisation_id)
    return found.prefetch_related("grants").select_related("invitation").order_by("shown_name")


@dataclass(frozen=True, slots=True)
class Noticed:
    """One alert, with the member and the limit in words."""

    alert: Alert
    who: str
    what: str


def unusual_reading(actor: Member) -> list[Noticed]:
    """Return whose reading was unusual in the actor's organisation, newest first; not their own."""
    ours = Member.objects.filter(organisation=actor.organisation_id).exclude(id=actor.id)
    names = {member.actor_id: member.shown_name for member in ours}
    return [
        Noticed(alert, names[alert.actor], str(unusual.WORDS.get(alert.rule, alert.rule)))
        for alert in unusual.alerts(names)
    ]
