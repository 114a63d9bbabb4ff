"""Writing a person down, correcting it, and who stands by them."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db.models import Exists, F, OuterRef

from clew.ground.accounts.models import Member
from clew.ground.audit.chain import House
from clew.ground.audit.writing import changes
from clew.ground.vault.compartments import Compartment
from clew.ground.vault.keyring import KeyDestroyed
from clew.survivor.people import finding
from clew.survivor.people.models import Keeper, Person, Token
from clew.survivor.people.permissions import NotYours, check_change

FIELDS: Final = (
    "full_name", "called", "script", "born", "sex", "speaks", "reads", "nationality",
)  # fmt: skip
_INDEXED_AT_ONCE: Final = 100


class ChangedMeanwhile(Exception):
    """Somebody else changed this since it was opened. Nothing was overwritten."""


def write_down(
    *, actor: Member, on: date, known: Mapping[str, str] | None = None, code: str = ""
) -> Person:
    """Write a person down; the actor stands by them from today.

    Args:
        actor: who writes; the person belongs to their organisation.
        on: the day.
        known: what is known, by field name of `FIELDS`; nothing needs to be.
        code: a code already given out on paper, if there is one.
    """
    with changes(actor=actor, purpose="support") as trace:
        person = Person(organisation_id=actor.organisation_id, **_checked(known or {}))
        if code:
            person.code = code
        person.save(force_insert=True)
        trace.record("person.written_down", about=person, subjects=[person.id], fields=known or ())
        stand_by(actor=actor, person=person, member=actor, on=on)
        finding.keep_name(person)  # the database lets only who stands by somebody write of them
    return person


def correct(*, actor: Member, person: Person, known: Mapping[str, str], version: int) -> Person:
    """Correct what is known of a person.

    Raises:
        NotYours: the actor does not stand by the person.
        ChangedMeanwhile: `version` is not the version that is stored.
    """
    check_change(actor, person)
    with changes(actor=actor, purpose="support") as trace:
        raised = Person.rows.filter(id=person.id, version=version).update(version=F("version") + 1)
        if not raised:
            raise ChangedMeanwhile
        person.version = version + 1
        for name, value in _checked(known).items():
            setattr(person, name, value)
        person.save(update_fields=[*known])
        if known.keys() & finding.INDEXED.keys():
            trace.opens(
                "person.index_renewed", subjects=[person.id], compartments=[Compartment.IDENTITY]
            )
            finding.keep_name(person)
        trace.record("person.corrected", about=person, subjects=[person.id], fields=known)
    return person


def index_everybody() -> int:
    """Let everybody be found who was written down before there was an index. Returns how many.

    The house opens their names for it, with a trace that the person sees.
    """
    indexed = Token.rows.filter(person=OuterRef("pk"), field=finding.Field.NAME.value)
    left = list(Person.rows.filter(~Exists(indexed)).order_by("id").values_list("id", flat=True))
    count = 0
    for first in range(0, len(left), _INDEXED_AT_ONCE):
        ids = left[first : first + _INDEXED_AT_ONCE]
        with changes(actor=House(), purpose="support") as trace:
            trace.opens("person.index_renewed", subjects=ids, compartments=[Compartment.IDENTITY])
            for person in Person.rows.filter(id__in=ids):
                try:
                    finding.keep_name(person)
                except KeyDestroyed:
                    continue  # erased: found by nothing
                count += 1
    return count


def stand_by(*, actor: Member, person: Person, member: Member, on: date) -> Keeper:
    """Let a member of the same organisation stand by the person from a day.

    Raises:
        NotYours: the actor or the member works elsewhere.
    """
    if {actor.organisation_id, member.organisation_id} != {person.organisation_id}:
        raise NotYours
    with changes(actor=actor, purpose="support") as trace:
        keeper, made = Keeper.rows.get_or_create(
            person=person, member=member, ends_before=None, defaults={"starts_on": on}
        )
        if made:
            trace.record("person.keeper_added", about=keeper, subjects=[person.id])
    return keeper


def give_account(*, actor: Member, person: Person, account: Member) -> None:
    """Let the person sign in to their own page."""
    check_change(actor, person)
    with changes(actor=actor, purpose="support") as trace:
        person.account = account
        person.save(update_fields=["account"])
        trace.record("person.account_given", about=person, subjects=[person.id])


def locked(person: Person) -> Person:
    """Hold the person's row until the change ends, and return it as it is now.

    What changes consents and what hands over on them hold it, so that one waits for the other.
    """
    return Person.rows.select_for_update().get(id=person.id)


def raise_consent_epoch(person: Person) -> int:
    """Mark that the person's consents changed. Only `consent` calls this, inside its change."""
    Person.rows.filter(id=person.id).update(consent_epoch=F("consent_epoch") + 1)
    person.refresh_from_db(fields=["consent_epoch"])
    return person.consent_epoch


def compartment_of(field: str) -> Compartment:
    """Return the compartment a field is sealed in."""
    found = Person._meta.get_field(field)  # noqa: SLF001 -- Django's documented way
    return Compartment(getattr(found, "compartment", Compartment.IDENTITY))


def _checked(known: Mapping[str, str]) -> dict[str, str | None]:
    """Refuse names that are no field of a person, so that a form cannot set an owner."""
    unknown = set(known) - set(FIELDS)
    if unknown:
        msg = f"A person has no field {min(unknown)!r}."
        raise KeyError(msg)
    return {name: value.strip() or None for name, value in known.items()}
