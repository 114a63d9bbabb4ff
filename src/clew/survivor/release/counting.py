"""What of the ledger may be counted: about whom something went to the police, or by one hand."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from clew.ground.accounts.models import Member
from clew.rules.consent.kinds import RecipientKind
from clew.survivor.release.models import Release


def released_to_police(people: Collection[UUID], *, until: date) -> frozenset[UUID]:
    """Return those of some people about whom something went to the police up to a day.

    What was taken back later was handed over all the same. A circle is no police.
    """
    rows = Release.rows.filter(
        person__in=people,
        organisation__kind=RecipientKind.POLICE.value,
        released_at__date__lte=until,
    )
    return frozenset(rows.values_list("person", flat=True))


def people_handed_over(actor: Member, *, since: datetime) -> frozenset[UUID]:
    """Return whom the actor handed over since a moment, to anybody; recalled ones count too."""
    rows = Release.rows.filter(released_by=actor, released_at__gte=since)
    return frozenset(rows.values_list("person", flat=True))
