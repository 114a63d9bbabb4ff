"""The person an address names, for the pages of this floor: theirs, or no page at all."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from clew.ground.accounts.actors import actor_of
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import NotYours
from clew.survivor.people.queries import NoSuchPerson, kept_person_for, person_for


def seen_person(request: HttpRequest, code: str) -> Person:
    """Return the person, for who may see them. Anybody else is answered as if there were none."""
    try:
        return person_for(actor_of(request), code)
    except NoSuchPerson as unknown:
        raise Http404 from unknown


def kept_person(request: HttpRequest, code: str) -> Person:
    """Return the person, for who stands by them.

    Raises:
        Http404: the person is not visible to whoever asks, or there is none.
        PermissionDenied: who asks may see the person, and does not stand by them.
    """
    try:
        return kept_person_for(actor_of(request), code)
    except NoSuchPerson as unknown:
        raise Http404 from unknown
    except NotYours as refused:
        raise PermissionDenied from refused
