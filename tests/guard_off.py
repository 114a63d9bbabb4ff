"""A house whose first guard is off: controls show with it that the others are looked at."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch


@contextmanager
def everybody_is_shown() -> Iterator[None]:
    """Find a person by code for whoever asks, as a query that forgets its viewer would."""
    from clew.survivor.people.models import Person  # noqa: PLC0415 -- after Django is set up
    from clew.survivor.people.queries import NoSuchPerson  # noqa: PLC0415 -- as above

    def anybody(_actor: object, code: str) -> Person:
        found: Person | None = Person.rows.filter(code=code).first()
        if found is None:
            raise NoSuchPerson
        return found

    with patch("clew.survivor.people.queries._person", anybody):
        yield
