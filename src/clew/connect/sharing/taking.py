"""Taking a release away as a package; and, for who sent it, the way to its receipt."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from clew.connect.sharing.views import opened_page, received_here
from clew.ground.accounts.actors import actor_of
from clew.survivor.release.after import no_key, package_of
from clew.survivor.release.packaging import NotOpen, NoTrustedKey, NotWholeHere
from clew.survivor.release.queries import NoSuchRelease, Received, code_behind, release_for


def package(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """Give the package, and write down who took it. Recalled or over: there is no such thing."""
    received = received_here(request, release_id)
    try:
        return package_of(request, release_for(actor_of(request), release_id))
    except NotOpen as over:
        raise Http404 from over
    except NoTrustedKey:
        return opened_page(request, received, errors={"f-package": no_key()})
    except NotWholeHere:
        return opened_page(request, received, errors={"f-package": _not_whole(received)})


def _not_whole(received: Received) -> str:
    return _("A part of it does not open here. Ask %(sender)s for the package.") % {
        "sender": received.sender
    }


def sent(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """Lead whoever stands by the person to the receipt: notices hold no code of anybody."""
    try:
        code = code_behind(actor_of(request), release_id)
    except NoSuchRelease as unknown:
        raise Http404 from unknown
    return HttpResponseRedirect(reverse("release:receipt", args=[code, release_id]))
