"""What of cases may be counted: when one was opened, from which referral, and how far it came.

Codes and days only; no word of a case is opened for it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from clew.support.casework.models import Case, Moment


@dataclass(frozen=True, slots=True)
class Opened:
    """One case, for counting. `person` and `referral` tie it to others; no count keeps them."""

    person: UUID
    on: date
    referral: UUID | None
    session: str
    milestones: frozenset[str]


def to_count(organisations: Collection[UUID], *, until: date) -> list[Opened]:
    """Return the cases of some organisations, as far as they had come on a day."""
    cases = Case.rows.filter(organisation__in=organisations, opened_on__lte=until)
    reached: dict[UUID, set[str]] = {}
    moments = Moment.rows.filter(case__in=cases, happened_on__lte=until).exclude(milestone="")
    for case, milestone in moments.values_list("case", "milestone"):
        reached.setdefault(case, set()).add(milestone)
    found = cases.order_by("opened_on", "id").values_list(
        "id", "person", "opened_on", "opened_from", "training_session"
    )
    return [
        Opened(person, on, referral, session, frozenset(reached.get(case, ())))
        for case, person, on, referral, session in found
    ]
