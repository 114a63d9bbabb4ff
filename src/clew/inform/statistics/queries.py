"""Finding tables, for a named viewer or for anybody who reads what is released."""

from uuid import UUID

from django.db.models import Q, QuerySet

from clew.ground.accounts.models import Member
from clew.ground.accounts.queries import circles_of
from clew.ground.accounts.roles import Role
from clew.inform.statistics.models import Snapshot, Table
from clew.inform.statistics.shown import ShownTable, shown
from clew.inform.statistics.states import Kind, State


class NoSuchTable(Exception):
    """No table with this id is visible to the viewer; whether there is one is not said."""


def visible_to(actor: Member | None) -> QuerySet[Table]:
    """Return what a viewer may see; without a viewer, what is released.

    Who leads policy also sees the drafts of their organisation, a checker those that wait in their
    own organisation or another one of a circle.
    """
    seen = Q(state=State.RELEASED.value)
    if actor is not None and actor.has(Role.POLICY_LEAD):
        seen |= Q(organisation=actor.organisation_id)
    if actor is not None and actor.has(Role.OUTPUT_CHECKER):
        near = Q(organisation=actor.organisation_id) | Q(
            organisation__circles__in=list(circles_of(actor))
        )
        seen |= near & Q(state=State.WAITING.value)
        seen |= Q(checker=actor)
    found = Table.objects.filter(seen).distinct()
    return found.select_related("organisation", "snapshot", "author", "checker__organisation")


def table_for(actor: Member | None, table_id: UUID) -> Table:
    """Return one table. Raises `NoSuchTable`."""
    found = visible_to(actor).filter(id=table_id).first()
    if found is None:
        raise NoSuchTable
    return found


def tables_for(actor: Member | None, *states: State) -> list[ShownTable]:
    """Return tables in some states, the last years first."""
    found = visible_to(actor).filter(state__in=[state.value for state in states])
    return [shown(row) for row in found.order_by("-last_year", "-first_year", "kind", "id")]


def released_tables() -> tuple[ShownTable, ...]:
    """Return every released table, the last years first: what anybody may read and build on."""
    return tuple(tables_for(None, State.RELEASED))


def overlapping(table: Table) -> QuerySet[Table]:
    """Return the released tables of the same kind that count some of the same people."""
    return Table.objects.filter(
        organisation=table.organisation_id,
        kind=table.kind,
        state=State.RELEASED.value,
        first_year__lte=table.last_year,
        last_year__gte=table.first_year,
    )


def snapshot_near(actor: Member) -> Snapshot | None:
    """Return the newest snapshot of the actor's organisation, or else of one in their circles."""
    own = Snapshot.objects.filter(organisation=actor.organisation_id).order_by("-on").first()
    if own is not None:
        return own
    near = Snapshot.objects.filter(organisation__circles__in=list(circles_of(actor)))
    return near.order_by("-on", "id").first()


def kinds_with_tables() -> frozenset[Kind]:
    """Return the kinds of which a table is released."""
    found = Table.objects.filter(state=State.RELEASED.value).values_list("kind", flat=True)
    return frozenset(Kind(kind) for kind in found.distinct())
