"""Recording a yes. Taking it back is `survivor.release.actions.withdraw`, which recalls as well."""

from collections.abc import Collection
from datetime import date

from clew.ground.accounts.models import Circle, Member, Organisation
from clew.ground.audit.writing import changes
from clew.rules.consent.duration import last_day, latest_day
from clew.rules.consent.kinds import Kind, Purpose
from clew.rules.consent.wall import shut
from clew.survivor.consent.models import Consent, Withdrawal
from clew.survivor.consent.queries import recipient_of
from clew.survivor.people.actions import raise_consent_epoch
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import check_change


class TooLong(Exception):
    """A yes may not be asked for that long; it is asked again instead."""


class EndsTooEarly(Exception):
    """A yes that ends before it begins holds on no day."""


class BehindTheWall(Exception):
    """No yes opens this part to such a recipient, so nobody is asked for it."""


class NothingAgreed(Exception):
    """A consent without a single part is no consent."""


def record(
    *,
    actor: Member,
    person: Person,
    recipient: Organisation | Circle,
    kinds: Collection[Kind],
    purpose: Purpose,
    from_on: date,
    until_on: date | None = None,
    language: str = "en",
    interpreter: bool = False,
    explained: str = "",
) -> Consent:
    """Record what the person said yes to.

    Raises:
        NotYours: the actor does not stand by the person.
        NothingAgreed: no part was named.
        TooLong: it would hold longer than may be asked for.
        EndsTooEarly: it would end before it begins.
        BehindTheWall: a part never goes to such a recipient for this purpose.
    """
    check_change(actor, person)
    if not kinds:
        raise NothingAgreed
    last = until_on or last_day(from_on)
    if last > latest_day(from_on):
        raise TooLong
    if last < from_on:
        raise EndsTooEarly
    closed, _why = shut(frozenset(kinds), recipient=recipient_of(recipient).kind, purpose=purpose)
    if closed:
        raise BehindTheWall
    with changes(actor=actor, purpose="consent") as trace:
        consent = Consent(
            person=person,
            organisation=recipient if isinstance(recipient, Organisation) else None,
            circle=recipient if isinstance(recipient, Circle) else None,
            kinds=sorted(kind.value for kind in kinds),
            purpose=purpose.value,
            from_on=from_on,
            until_on=last,
            language=language,
            interpreter=interpreter,
            explained=explained or None,
            recorded_by=actor,
        )
        consent.save(force_insert=True)
        raise_consent_epoch(person)
        trace.record("consent.given", about=consent, subjects=[person.id], fields=consent.kinds)
    return consent


def take_back(*, actor: Member, consent: Consent) -> Withdrawal:
    """Write the withdrawal. Only `release` calls this, in the change that recalls."""
    with changes(actor=actor, purpose="consent") as trace:
        withdrawal, made = Withdrawal.rows.get_or_create(consent=consent, defaults={"by": actor})
        if made:
            raise_consent_epoch(consent.person)
            trace.record("consent.withdrawn", about=withdrawal, subjects=[consent.person_id])
    return withdrawal
