"""Writing down how to reach somebody safely."""

from datetime import date

from clew.ground.accounts.models import Member
from clew.ground.audit.writing import changes
from clew.survivor.contact.models import SafeContact, Way
from clew.survivor.people import finding
from clew.survivor.people.finding import Field
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import check_change


def agree_on(
    *,
    actor: Member,
    person: Person,
    how: str,
    when: str,
    never: str,
    checked_with: str,
    checked_on: date,
) -> SafeContact:
    """Write down new rules of safe contact; the former ones stay readable."""
    check_change(actor, person)
    with changes(actor=actor, purpose="support") as trace:
        rules = SafeContact(
            person=person, how=how, when=when, never=never,
            checked_with=checked_with, checked_on=checked_on, recorded_by=actor,
        )  # fmt: skip
        rules.save(force_insert=True)
        trace.record("contact.agreed", about=rules, subjects=[person.id])
    return rules


def add_way(*, actor: Member, person: Person, kind: str, value: str) -> Way:
    """Add a way to reach somebody."""
    check_change(actor, person)
    with changes(actor=actor, purpose="support") as trace:
        way = Way(person=person, kind=kind, value=value)
        way.save(force_insert=True)
        if kind == "phone":
            finding.add(person, Field.PHONE, value)
        trace.record("contact.way_added", about=way, subjects=[person.id], fields=[kind])
    return way
