"""Forgetting a person: every key that seals something of theirs is destroyed."""

from clew.ground.accounts.models import Member
from clew.ground.audit.writing import changes
from clew.ground.vault import shredding
from clew.survivor.people import finding
from clew.survivor.people.models import Person


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
