"""A default manager that raises: rows of persons are reached through a named viewer only."""

from typing import ClassVar, Final, NoReturn, Self, TypeVar

from django.db import models

_Row = TypeVar("_Row", bound=models.Model)
_WHY: Final = "has no {name}(): ask its queries with the viewer's name, such as visible_to(actor)"


class NoViewer(Exception):
    """Rows about persons were asked for without saying who looks."""


class NamedViewerOnly(models.Manager[_Row]):
    """Stands where `objects` usually stands, and gives nothing.

    `rows` beside it is for the room's own queries, actions and erasure; a test holds the others
    away from it.
    """

    def get_queryset(self) -> NoReturn:
        """Raise `NoViewer`."""
        msg = f"{self.model.__name__} {_WHY.format(name='objects')}."
        raise NoViewer(msg)


class Guarded(models.Model):
    """A row about a person: `objects` raises, `rows` is the room's own."""

    objects: ClassVar[NamedViewerOnly[Self]] = NamedViewerOnly()
    rows: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        abstract = True
