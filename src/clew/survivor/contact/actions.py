"""Writing down how to reach somebody safely. Changing it later: `changing`."""

from datetime import date, datetime

from django.utils import timezone

from clew.ground.accounts.models import Member
from clew.ground.audit.writing import changes
from clew.rules.consent.reaching import Plan
from clew.survivor.contact.changing import settled
from clew.survivor.contact.models import SafeContact, Way
from clew.survivor.contact.planning import written
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
    plan: Plan | None = None,
) -> SafeContact:
    """Write down new rules of safe contact; the former ones stay readable.

    Without a `plan` people know how to reach the person, and the house itself sends nothing.
    """
    check_change(actor, person)
    with changes(actor=actor, purpose="support") as trace:
        rules = SafeContact(
            person=person, how=how, when=when, never=never,
            checked_with=checked_with, checked_on=checked_on, recorded_by=actor,
            plan=written(plan) if plan else None,
        )  # fmt: skip
        rules.save(force_insert=True)
        trace.record("contact.agreed", about=rules, subjects=[person.id])
    return rules


class Settled(Exception):
    """The ways to reach this person are settled: another one needs a second person and a day."""


def add_way(
    *, actor: Member, person: Person, kind: str, value: str, at: datetime | None = None
) -> Way:
    """Add a way to reach somebody, while the first ones are being written down.

    Raises:
        NotYours: the actor does not stand by the person.
        Settled: a way or a code phrase has been there for a day; see `changing.propose_way`.
    """
    check_change(actor, person)
    if settled(person, at=at or timezone.now()):
        raise Settled
    with changes(actor=actor, purpose="support") as trace:
        way = Way(person=person, kind=kind, value=value)
        way.save(force_insert=True)
        if kind == "phone":
            finding.add(person, Field.PHONE, value)
        trace.record("contact.way_added", about=way, subjects=[person.id], fields=[kind])
    return way
