"""Forgetting: copies of a person are sealed under their release's key or a circle's; both go."""

from clew.ground.vault import keyring
from clew.survivor.people.models import Person
from clew.survivor.release.models import Release, ReleasedClaim, ReleasedItem


def erase(person: Person) -> None:
    """Delete every copy that was made of a person, and destroy the keys of the releases."""
    for release in Release.rows.filter(person=person):
        ReleasedItem.rows.filter(release=release).delete()
        ReleasedClaim.rows.filter(release=release).delete()
        keyring.destroy(release.id)
