"""Handing records over in HTCDS: each person's part passes the gate and stands in its ledger.

For statistics a table leaves without names: only fields that find nobody, only people whose yes
covers it, and only rows that ten or more have in common. Everything else stays.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from django.utils import timezone

from clew.ground.accounts.models import Member, Organisation
from clew.ground.audit.writing import changes
from clew.rules.consent.kinds import Purpose
from clew.rules.disclosure_control.thresholds import threshold
from clew.rules.exchange.writing import write_table
from clew.support.casework.outgoing_record import Leaving
from clew.survivor.release import actions as release
from clew.survivor.release.counting import people_handed_over
from clew.survivor.release.models import Release

MOST_IN_A_DAY: Final = 20  # people whom one member hands over in tables; more needs another member


class NothingLeaves(Exception):
    """The consents cover nothing of it, or too few people are alike. Nothing left."""


class TooManyLeave(Exception):
    """With these, one member would have handed over more people within a day than one alone may."""

    def __init__(self, found: int) -> None:
        """Keep how many people it would be."""
        super().__init__(found)
        self.found = found


@dataclass(frozen=True, slots=True)
class Exported:
    """The table that left, and the ledger's rows behind it."""

    table: str = field(repr=False)
    releases: tuple[Release, ...]


def sendable(found: Sequence[Leaving], *, purpose: Purpose) -> list[Leaving]:
    """Return whose part leaves: where something may, and without names only in a crowd."""
    some = [each for each in found if each.items]
    if purpose is not Purpose.STATISTICS:
        return some
    alike = Counter(_row(each) for each in some)
    return [each for each in some if alike[_row(each)] >= threshold()]


def export_records(
    *,
    actor: Member,
    found: Sequence[Leaving],
    to: Organisation,
    purpose: Purpose,
    on: date,
) -> Exported:
    """Hand over what was looked at, all of it or nothing; the recipient can read it here too.

    A table without names is read by its recipient as a table alone: see `Release.in_table`.

    Args:
        actor: who hands over; one who stands by each of these people.
        found: what would leave of each, as `outgoing_record.leaving` gave it.
        to: the recipient.
        purpose: what for.
        on: the day.

    Raises:
        NothingLeaves: nothing of it may go.
        TooManyLeave: it is more than one member alone hands over within a day.
        StaleConsent: a consent changed since it was looked at.
        RefusedNow: the consents do not cover it.
        NotYours: the actor does not stand by one of them.
    """
    leaves = sendable(found, purpose=purpose)
    if not leaves:
        raise NothingLeaves
    with changes(actor=actor, purpose="release"):
        _check_number(actor, leaves)
        releases = tuple(
            release.commit(
                actor=actor, person=each.person, items=each.items, recipient=to, purpose=purpose,
                on=on, epoch=each.epoch, in_table=purpose is Purpose.STATISTICS,
            )
            for each in leaves
        )  # fmt: skip
    rows = [each.values for each in leaves]
    if purpose is Purpose.STATISTICS:  # or the order of the rows would be that of the people
        rows.sort(key=lambda row: sorted(row.items()))
    return Exported(write_table(rows), releases)


def _check_number(actor: Member, leaves: Sequence[Leaving]) -> None:
    """Count whom the actor handed over before as well: a table in two halves is one table."""
    before = people_handed_over(actor, since=timezone.now() - timedelta(days=1))
    people = before | {each.person.id for each in leaves}
    if len(people) > MOST_IN_A_DAY:
        raise TooManyLeave(len(people))


def _row(each: Leaving) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(each.values.items()))
