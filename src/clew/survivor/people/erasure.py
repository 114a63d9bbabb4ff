"""Forgetting a person: their keys are destroyed; then nothing is left here but a bare code."""

from clew.ground.accounts.forgetting import forget_account
from clew.ground.accounts.models import Member
from clew.ground.audit.writing import changes
from clew.ground.vault import shredding
from clew.survivor.people import finding
from clew.survivor.people.actions import FIELDS
from clew.survivor.people.models import Emergency, Keeper, Person


def erase(*, actor: Member, person: Person) -> None:
    """Destroy the person's keys. What was sealed stays as bytes nobody can open.

    The trace and the journal are committed first: a process that is killed between the two leaves
    word that erasure was begun, and the next start finishes it.
    """
    with changes(actor=actor, purpose="erasure") as trace:
        trace.record("person.erased", about=person, subjects=[person.id])
        finding.forget(person)
        shredding.begin([person.id])
    shredding.finish([person.id])


def empty(person: Person) -> None:
    """Empty the row of a person whose keys are destroyed, and end who stands by them.

    The row stays, with its code: the ledger of consents and releases names it, as proof of what
    was agreed and what left. The sign-in that was theirs is emptied too.
    """
    finding.forget(person)
    Keeper.rows.filter(person=person).delete()
    Emergency.rows.filter(person=person).delete()
    account = person.account
    Person.rows.filter(id=person.id).update(account=None, **dict.fromkeys(FIELDS))
    if account is not None:
        forget_account(account)
