"""What every page of a case begins with: the case, if it is the viewer's to see or to change."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from clew.ground.accounts.actors import actor_of
from clew.support.casework.models import Case
from clew.support.casework.permissions import may_change
from clew.support.casework.queries import NoSuchCase, case_for


def case_to_see(request: HttpRequest, code: str) -> Case:
    """Return a case the viewer may see; one that is not theirs is answered like none at all."""
    try:
        return case_for(actor_of(request), code)
    except NoSuchCase as error:
        raise Http404 from error


def case_to_change(request: HttpRequest, code: str) -> Case:
    """Return a case the viewer may change; a lead who only sees it is refused."""
    case = case_to_see(request, code)
    if not may_change(actor_of(request), case):
        raise PermissionDenied
    return case
