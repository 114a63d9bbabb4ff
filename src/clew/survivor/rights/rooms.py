"""What each room keeps of a person, and how it forgets them. The list stands in `site.persons`.

A room cannot know the rooms above it; so each writes its own `erasure.py` and `access.py`, and the
list that names them all is pulled from the settings, as the policy table is. A test compares it
with every room that keeps rows about persons.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise

from clew.survivor.people.models import Person
from clew.survivor.people.records import Records


@dataclass(frozen=True, slots=True)
class Room:
    """One room with rows about persons.

    Attributes:
        name: its package, such as `clew.support.casework`.
        erase: deletes or empties the rows of a person; may be called again after it was stopped.
        keys: ids whose keys go with the person's, such as those of releases.
        stays: one sentence on what is left, for the page; empty where nothing is.
        kept: which of its rows a copy for the person shows, and how they are called.
    """

    name: str
    erase: Callable[[Person], None]
    keys: Callable[[Person], Iterable[UUID]] | None = None
    stays: str | Promise = ""
    kept: tuple[Records, ...] = ()


def rooms() -> Sequence[Room]:
    """Return every room, in the order in which they forget: the highest first."""
    found: Sequence[Room] = import_module(settings.PERSONS).ROOMS
    return found


def keys_of(person: Person) -> list[UUID]:
    """Return the ids of everything whose keys are destroyed with a person, the person first."""
    others = [key for room in rooms() if room.keys for key in room.keys(person)]
    return [person.id, *others]


def kept() -> list[Records]:
    """Return what all rooms keep of a person, the person themselves first."""
    return [records for room in reversed(rooms()) for records in room.kept]
