"""A person's record goes: with a claim it was made from, with its last day, with an erasure.

Its keys and links go with it. Whoever it was linked to is compared anew before the next answer, and
so is whom one of its keys kept apart by being too common. That opens nothing, so it is done in the
change that takes the claim back, by whoever takes it back.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db.models import Count

from clew.connect.matching.models import PersonKey, PersonLink, PersonRecord
from clew.connect.matching.statements import wait_for_turns
from clew.engines.linkage.blocking import CAPS
from clew.ground.accounts.models import Circle
from clew.ground.audit.chain import House
from clew.ground.audit.writing import changes
from clew.rules.linkage.identity import IDENTITY
from clew.survivor.release.models import ReleasedClaim

# With one bearer fewer a key of some kind tells something again. Which kind a token is of stands
# nowhere: one of another kind costs a comparison too many.
_ONE_TOO_MANY: Final = sorted({cap + 1 for cap in CAPS.values()})
# A circle has houses in several zones: a day is over in all of them when it is over in the last.
_LAST_ZONE: Final = timedelta(hours=12)


def let_go(records: Iterable[PersonRecord]) -> int:
    """Delete records, and mark whom that touches. Returns how many went."""
    went = 0
    for record in list(records):
        linked = PersonLink.rows.filter(record=record).values_list("other__number", flat=True)
        tokens = list(PersonKey.rows.filter(record=record).values_list("token", flat=True))
        again = (
            PersonKey.rows.filter(token__in=tokens)
            .values("token")
            .annotate(many=Count("id"))
            .filter(many__in=_ONE_TOO_MANY)
        )
        met = PersonKey.rows.filter(token__in=[each["token"] for each in again]).values_list(
            "record__number", flat=True
        )
        for touched in (linked, met):
            PersonRecord.rows.filter(number__in=touched).update(anew=True)
        record.delete()
        went += 1
    return went


def claim_goes(sender: type[ReleasedClaim], instance: ReleasedClaim, **_: object) -> None:  # noqa: ARG001 -- Django's signature
    """Let the record go that was made from a claim: called before a claim is deleted.

    Nobody takes the person in meanwhile: what was made from a claim that goes would stay.
    """
    if instance.kind in IDENTITY:
        of_person = ReleasedClaim.rows.filter(release__person=instance.release.person_id)
        wait_for_turns(of_person.values_list("circle", flat=True))
    let_go(PersonRecord.rows.filter(basis__claim=instance))


def lapse_due(*, at: datetime) -> int:
    """Let those go whose last day is over wherever a house may stand. The house does it.

    Whoever asks on an earlier day of their own zone has let them go by then. Returns how many went.
    """
    day = (at.astimezone(UTC) - _LAST_ZONE).date()
    over = PersonRecord.rows.filter(until_on__lt=day)
    went = 0
    for circle in Circle.objects.filter(id__in=over.values("circle")).order_by("id"):
        with changes(actor=House(), purpose=circle.purpose) as trace:
            wait_for_turns([circle.id])
            went += let_go(over.filter(circle=circle))
            trace.record("circle.people_lapsed", about=circle, subjects=[circle.id])
    return went
