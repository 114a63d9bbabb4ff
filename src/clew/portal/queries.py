"""What a person may see on their own page: answers, what was shared, who has looked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from clew.ground.accounts.models import Member
from clew.ground.accounts.queries import shown_names
from clew.ground.audit import reads, who_looked
from clew.ground.audit.who_looked import ALL, Wanted
from clew.ground.vault.compartments import Compartment
from clew.portal.models import Choice
from clew.survivor.consent import queries as consents
from clew.survivor.consent.models import Consent
from clew.survivor.people.emergencies import in_emergency, spans_of
from clew.survivor.people.models import Person
from clew.survivor.people.queries import NoSuchPerson, own_record
from clew.survivor.people.queries import visible_to as people_visible_to
from clew.survivor.release import queries as releases
from clew.survivor.release.models import Release


@dataclass(frozen=True, slots=True)
class Shared:
    """One yes, and what left on it."""

    consent: Consent
    holds: bool
    releases: tuple[Release, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """That somebody did something with what is kept about the person, on a day."""

    who: str  # a name and an organisation; empty for the house itself, or one who has gone
    by_house: bool
    on: date
    kind: str
    name: str
    purpose: str
    times: int
    emergency: bool = False


def answers_of(actor: Member, person: Person) -> list[Choice]:
    """Return a person's answers, newest first, for the person and for those who stand by them.

    Their own words are closed; opening them takes a trace, as in `with_words`.

    Raises:
        NoSuchPerson: the person is not the actor's to see.
    """
    theirs = person.account_id == actor.id
    if not theirs and not people_visible_to(actor).filter(id=person.id).exists():
        raise NoSuchPerson
    return list(Choice.rows.filter(person=person).order_by("-at", "-id"))


def with_words(actor: Member, person: Person, option: str) -> list[Choice]:
    """Return the answers to one option with own words open, newest first, and leave a trace."""
    found = [choice for choice in answers_of(actor, person) if choice.option == option]
    if Choice.rows.filter(person=person, option=option, words__isnull=False).exists():
        reads.record(
            actor=actor,
            name="choice.read",
            subjects=[person.id],
            compartments=[Compartment.TESTIMONY],
        )
    return found


def newest(choices: Iterable[Choice]) -> dict[str, Choice]:
    """Return the answer that counts for each option: the newest. `choices` come newest first."""
    found: dict[str, Choice] = {}
    for choice in choices:
        found.setdefault(choice.option, choice)
    return found


def shared(actor: Member, *, on: date) -> tuple[list[Shared], list[Release]]:
    """Return each yes of the actor's own record, and releases that rest on none of them.

    Raises:
        NoSuchPerson: the actor has no record of their own.
    """
    person = own_record(actor)
    left = releases.of_person(actor, person)
    given = consents.of_person(actor, person)
    ids = {str(consent.id) for consent in given}
    rows = [
        Shared(
            consent=consent,
            holds=consents.holds(consent, on),
            releases=tuple(row for row in left if str(consent.id) in row.consents),
        )
        for consent in given
    ]
    return rows, [row for row in left if ids.isdisjoint(row.consents)]


def own_consent(actor: Member, consent_id: UUID, *, on: date) -> Shared:
    """Return one yes of the actor's own record.

    Raises:
        NoSuchConsent: it is not theirs; whether it exists is not said.
        NoSuchPerson: the actor has no record of their own.
    """
    rows, _ = shared(actor, on=on)
    for row in rows:
        if row.consent.id == consent_id:
            return row
    raise consents.NoSuchConsent


def looked(actor: Member, wanted: Wanted = ALL) -> tuple[list[Looked], int | None]:
    """Return who has looked at the actor's own record, newest first, and where older ones begin.

    Their own visits are left out. What one member did in one way on one day is one line.

    Raises:
        NoSuchPerson: the actor has no record of their own.
    """
    person = own_record(actor)
    zone = ZoneInfo(person.organisation.time_zone)
    found = who_looked.part(person.id, wanted, zone=zone, leaving_out=actor.actor_id)
    spans = spans_of(person.id)
    counted: dict[tuple[str, date, str, str, str, bool], int] = {}
    for look in found.looks:
        day = timezone.localdate(look.at, timezone=zone)
        urgent = in_emergency(spans, actor=look.actor, name=look.name, at=look.at)
        line = (look.actor, day, look.kind, look.name, look.purpose, urgent)
        counted[line] = counted.get(line, 0) + 1
    names = shown_names({look.actor for look in found.looks})
    rows = [
        Looked(names.get(who, ""), who == "house", day, kind, name, purpose, times, urgent)
        for (who, day, kind, name, purpose, urgent), times in counted.items()
    ]
    return rows, found.older


def lookers(actor: Member) -> tuple[list[tuple[str, str]], list[date]]:
    """Return who has ever looked at the actor's own record, and in which months.

    Each is their id and name; the name is empty for the house itself, or one who has gone.

    Raises:
        NoSuchPerson: the actor has no record of their own.
    """
    person = own_record(actor)
    zone = ZoneInfo(person.organisation.time_zone)
    who = who_looked.lookers(person.id, leaving_out=actor.actor_id)
    names = shown_names(set(who))
    told = sorted(((one, names.get(one, "")) for one in who), key=lambda one: one[1] or "~")
    return told, who_looked.months(person.id, zone=zone, leaving_out=actor.actor_id)
