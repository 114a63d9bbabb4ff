"""The strip of every yes, as a page shows it. "Nothing" is a row like any other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from clew.ground.accounts.models import Circle, Organisation
from clew.rules.consent.deciding import Given
from clew.rules.consent.kinds import Kind, Purpose
from clew.survivor.consent.models import Consent
from clew.survivor.consent.queries import given, key_of

SOON_DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class Row:
    """One yes, or that there is none for a recipient.

    `state`: holds, soon (ends within a week), later, ended, replaced, withdrawn or nothing.
    """

    state: str
    recipient: str
    key: str
    consent: UUID | None = None
    kinds: tuple[Kind, ...] = ()
    purpose: Purpose | None = None
    from_on: date | None = None
    until_on: date | None = None
    withdrawn_on: date | None = None


def rows(
    consents: Iterable[Consent], recipients: Mapping[str, Organisation | Circle], *, on: date
) -> list[Row]:
    """Return what holds first, then "nothing" for everybody else, then what is over."""
    written = [_row(consent, on) for consent in consents]
    holding = [row for row in written if row.state in {"holds", "soon", "later"}]
    over = [row for row in written if row.state in {"ended", "replaced", "withdrawn"}]
    heard = {row.key for row in holding}
    nothing = [
        Row("nothing", found.name, key) for key, found in recipients.items() if key not in heard
    ]
    return [*holding, *nothing, *over]


def _row(consent: Consent, on: date) -> Row:
    (as_read,) = given([consent])
    return Row(
        state=_state(as_read, on),
        recipient=consent.recipient.name,
        key=key_of(consent.recipient),
        consent=consent.id,
        kinds=tuple(kind for kind in Kind if kind in as_read.kinds),
        purpose=as_read.purpose,
        from_on=as_read.from_on,
        until_on=as_read.last_on,
        withdrawn_on=consent.withdrawal.at.date() if as_read.withdrawn else None,
    )


def _state(as_read: Given, on: date) -> str:
    if as_read.withdrawn:
        return "withdrawn"
    if as_read.replaced_on is not None and as_read.replaced_on <= on:
        return "replaced"
    if as_read.last_on < on:
        return "ended"
    if as_read.from_on > on:
        return "later"
    return "soon" if (as_read.last_on - on).days <= SOON_DAYS else "holds"
