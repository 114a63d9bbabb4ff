"""What of screenings may be counted: when there was one, and which training stands behind it.

No answer is opened for it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from clew.recognise.screening.models import Screening


@dataclass(frozen=True, slots=True)
class Screened:
    """One screening, for counting. `person` ties it to the next room; no count keeps it."""

    person: UUID
    on: date
    session: str


def to_count(organisations: Collection[UUID], *, until: date) -> list[Screened]:
    """Return the screenings that some organisations kept up to a day, that day included."""
    rows = Screening.rows.filter(organisation__in=organisations, started_on__lte=until)
    found = rows.order_by("started_on", "id").values_list(
        "person", "started_on", "training_session"
    )
    return [Screened(*row) for row in found]
