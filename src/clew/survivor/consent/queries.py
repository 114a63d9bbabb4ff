"""Reading the ledger: as rows for people, as `Given` for the rules."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from clew.ground.accounts.models import Circle, Member, Organisation
from clew.ground.accounts.queries import circles_of, partners
from clew.ground.prepared.queries import prepared
from clew.rules.consent.deciding import Given, Recipient
from clew.rules.consent.deciding import holds as holds_on
from clew.rules.consent.kinds import Kind, Purpose, RecipientKind
from clew.survivor.consent.models import Consent
from clew.survivor.people.models import Person
from clew.survivor.people.queries import as_viewer
from clew.survivor.people.queries import visible as people_visible


class NoSuchConsent(Exception):
    """No such consent is visible to the viewer."""


def visible_to(actor: Member) -> QuerySet[Consent]:
    """Return the consents of the people an actor may see, or the actor's own as a survivor."""
    return _visible(**as_viewer(actor), account=actor.id)


def _visible(
    *, organisation: UUID, member: UUID | None, at: datetime | None, account: UUID
) -> QuerySet[Consent]:
    people = people_visible(organisation=organisation, member=member, at=at)
    found = Consent.rows.filter(person__in=people) | Consent.rows.filter(person__account=account)
    return found.select_related(
        "organisation", "circle", "withdrawal", "recorded_by", "person", "superseded_by"
    )


def of_person(actor: Member, person: Person) -> list[Consent]:
    """Return the consents of one person, newest first."""
    return _of_person.all(**as_viewer(actor), account=actor.id, person=person.id)


@prepared
def _of_person(
    *, organisation: UUID, member: UUID | None, at: datetime | None, account: UUID, person: UUID
) -> QuerySet[Consent]:
    found = _visible(organisation=organisation, member=member, at=at, account=account)
    return found.filter(person=person).order_by("-recorded_at")


def consent_for(actor: Member, consent_id: UUID | str) -> Consent:
    """Return one consent. Raises `NoSuchConsent`."""
    found = visible_to(actor).filter(id=consent_id).first()
    if found is None:
        raise NoSuchConsent
    return found


def given(consents: Iterable[Consent]) -> list[Given]:
    """Write consents as the rules read them."""
    return [
        Given(
            id=str(row.id),
            recipient=str(row.organisation_id or row.circle_id),
            kinds=frozenset(Kind(kind) for kind in row.kinds),
            purpose=Purpose(row.purpose),
            from_on=row.from_on,
            until_on=row.until_on,
            withdrawn=hasattr(row, "withdrawal"),
            replaced_on=row.superseded_by.from_on if hasattr(row, "superseded_by") else None,
        )
        for row in consents
    ]


def last_days(ids: Iterable[str]) -> dict[str, date]:
    """Return the last day of consents by id: what a recipient may be told of them."""
    found = Consent.rows.filter(id__in=set(ids)).select_related("withdrawal", "superseded_by")
    return {row.id: row.last_on for row in given(found)}


def last_use(consents: Iterable[str], ends: Mapping[str, date]) -> date | None:
    """Return the last day on which what rests on some consents may be used: the earliest end."""
    return min((ends[consent] for consent in consents if consent in ends), default=None)


def holds(consent: Consent, on: date) -> bool:
    """Say whether a consent holds on a day."""
    (as_read,) = given([consent])
    return holds_on(as_read, on)


def of_whoever(person: Person) -> list[Given]:
    """Return all consents of a person as the rules read them: for `release`, which decides."""
    rows = Consent.rows.filter(person=person)
    return given(rows.select_related("withdrawal", "superseded_by"))


def standing(
    actor: Member, person: Person, recipient: Organisation | Circle, purpose: Purpose, *, on: date
) -> Consent | None:
    """Return the newest yes that holds for a recipient and purpose: what a new one would follow."""
    found = (row for row in of_person(actor, person) if row.purpose == purpose and holds(row, on))
    return next((row for row in found if row.recipient == recipient), None)


def recipient_of(row: Organisation | Circle) -> Recipient:
    """Write a recipient as the rules read it."""
    kind = RecipientKind.CIRCLE if isinstance(row, Circle) else RecipientKind(row.kind)
    return Recipient(id=str(row.id), kind=kind, name=row.name)


def may_be_asked_for(actor: Member) -> dict[str, Organisation | Circle]:
    """Return whom a yes can name, by what a form calls them: partners, and the actor's circles."""
    found: list[Organisation | Circle] = [*partners(actor), *circles_of(actor)]
    return {key_of(row): row for row in found}


def key_of(row: Organisation | Circle) -> str:
    """Return what a form calls a recipient."""
    return f"{'circle' if isinstance(row, Circle) else 'organisation'}:{row.id}"
