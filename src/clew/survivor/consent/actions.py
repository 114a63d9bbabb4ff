"""Recording a yes. Taking it back is `survivor.release.actions.withdraw`, which recalls as well."""

from collections.abc import Collection
from datetime import date

from clew.ground.accounts.models import Circle, Member, Organisation
from clew.ground.audit.writing import changes
from clew.rules.consent.duration import last_day, latest_day
from clew.rules.consent.kinds import Kind, Purpose
from clew.rules.consent.wall import shut
from clew.survivor.consent.models import Basis, Consent, Withdrawal
from clew.survivor.consent.queries import recipient_of
from clew.survivor.people.actions import locked, raise_consent_epoch
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


class NotInItsPlace(Exception):
    """A yes stands in the place of one that holds, to the same recipient for the same purpose."""


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
    capacity: str = "",
    present: str = "",
    basis: Basis = Basis.UNSAID,
    supersedes: Consent | None = None,
) -> Consent:
    """Record what the person said yes to.

    With `supersedes` it stands in the place of an earlier yes from its first day on: what was
    handed over before stays where it is until its own last day, and nothing new goes on the old.

    Args:
        actor: who writes it down; one who stands by the person.
        person: who said yes.
        recipient: to whom: one organisation, or one circle.
        kinds: which parts.
        purpose: what for.
        from_on: the first day.
        until_on: the last day; 90 days unless something else is agreed.
        language: the language it was explained in.
        interpreter: whether somebody interpreted.
        explained: how it was explained.
        capacity: what was seen of how they understood it.
        present: who was there.
        basis: what the law lets the data be held on, where that was said.
        supersedes: the yes that this one follows.

    Raises:
        NotYours: the actor does not stand by the person.
        NothingAgreed: no part was named.
        TooLong: it would hold longer than may be asked for.
        EndsTooEarly: it would end before it begins.
        BehindTheWall: a part never goes to such a recipient for this purpose.
        NotInItsPlace: `supersedes` is somebody else's, for something else, or over.
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
        locked(person)
        if supersedes is not None:
            _check_in_its_place(supersedes, person, recipient, purpose)
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
            capacity=capacity or None,
            present=present or None,
            basis=basis,
            version=supersedes.version + 1 if supersedes else 1,
            supersedes=supersedes,
            recorded_by=actor,
        )
        consent.save(force_insert=True)
        raise_consent_epoch(person)
        trace.record("consent.given", about=consent, subjects=[person.id], fields=consent.kinds)
    return consent


def take_back(*, actor: Member, consent: Consent) -> Withdrawal:
    """Write the withdrawal. Only `release` calls this, in the change that recalls."""
    with changes(actor=actor, purpose="consent") as trace:
        locked(consent.person)
        withdrawal, made = Withdrawal.rows.get_or_create(consent=consent, defaults={"by": actor})
        if made:
            raise_consent_epoch(consent.person)
            trace.record("consent.withdrawn", about=withdrawal, subjects=[consent.person_id])
    return withdrawal


def _check_in_its_place(
    before: Consent, person: Person, recipient: Organisation | Circle, purpose: Purpose
) -> None:
    same = (before.person_id, before.recipient, before.purpose) == (person.id, recipient, purpose)
    over = Withdrawal.rows.filter(consent=before).exists()
    if not same or over or Consent.rows.filter(supersedes=before).exists():
        raise NotInItsPlace
