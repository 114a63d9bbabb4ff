"""Taking a release away as a package, sealed to one's own organisation's key."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from clew.connect.sharing.views import opened_page, received_here
from clew.ground.accounts.actors import actor_of
from clew.survivor.release.actions import StaleConsent
from clew.survivor.release.after import package_of, why_not
from clew.survivor.release.packaging import NotOpen, NoTrustedKey
from clew.survivor.release.queries import release_for


def package(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """Give the package, and write down who took it. Recalled or over: there is no such thing."""
    received = received_here(request, release_id)
    try:
        return package_of(request, release_for(actor_of(request), release_id))
    except NotOpen as over:
        raise Http404 from over
    except (NoTrustedKey, StaleConsent) as error:
        return opened_page(request, received, errors={"f-package": why_not(error)})
