"""Forgetting: everything here is sealed under the person's keys; the rows go besides."""

from clew.survivor.contact.models import CodePhrase, Message, SafeContact, Way
from clew.survivor.people.models import Person


def erase(person: Person) -> None:
    """Delete the rows of a person whose keys are destroyed."""
    SafeContact.rows.filter(person=person).delete()
    Way.rows.filter(person=person).delete()
    CodePhrase.rows.filter(person=person).delete()
    Message.rows.filter(person=person).delete()
