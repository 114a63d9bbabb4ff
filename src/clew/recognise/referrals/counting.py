"""What of referrals may be counted: when one was made, whether it was accepted, why it was not.

Only codes and days; nothing of what was sent along is opened for it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q

from clew.recognise.referrals.models import Referral
from clew.recognise.referrals.reasons import Reason
from clew.recognise.referrals.states import State

TAKEN_BACK: Final = "taken_back"
ENDINGS: Final = (*(reason.value for reason in Reason), TAKEN_BACK)
"""Every way in which a referral ends without a yes."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One referral, for counting. `id` and `person` tie it to others; no count keeps them."""

    id: UUID
    person: UUID
    on: date
    session: str
    accepted: bool
    ended: str  # of `ENDINGS`, or nothing


def to_count(organisations: Collection[UUID], *, until: date) -> list[Sent]:
    """Return the referrals that some organisations made or received up to a day.

    A request for a service is none: it says nothing of a chain, and is counted nowhere.
    """
    rows = Referral.rows.filter(
        Q(from_organisation__in=organisations) | Q(to_organisation__in=organisations),
        made_on__lte=until,
        service="",
    )
    return [
        Sent(
            id=row.id,
            person=row.person_id,
            on=row.made_on,
            session=row.training_session,
            accepted=row.standing is State.ACCEPTED,
            ended=TAKEN_BACK if row.standing is State.WITHDRAWN else row.decline_reason,
        )
        for row in rows.select_related("release").order_by("made_on", "made_at", "id")
    ]
