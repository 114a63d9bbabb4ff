"""The start page, the sources, the choice of look, and the pages for when something is wrong."""

import re
import sys
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.exceptions import SessionInterrupted
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from clew.ground.accounts.manner import say
from clew.ground.ui.context import LOOK_COOKIE, LOOKS
from clew.ground.ui.trouble import trouble_of
from clew.rules.sources.bibliography import Kind, bibliography
from clew.rules.sources.states import State

_A_YEAR = 365 * 24 * 60 * 60


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show what Clew can do for the one who has just opened it."""
    return render(request, "ui/start.html")


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Show every source, how it was read, and what the states mean."""
    entries = sorted(bibliography().items(), key=lambda item: item[1].short.casefold())
    by_kind = {kind: [entry for entry in entries if entry[1].kind is kind] for kind in Kind}
    context = {"by_kind": {kind: found for kind, found in by_kind.items() if found}}
    return render(request, "ui/sources.html", context | {"states": list(State)})


@require_safe
def keyboard(request: HttpRequest) -> HttpResponse:
    """Show the keys."""
    return render(request, "ui/keyboard.html")


@require_POST
def choose_look(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or the system's look in a cookie, and go back to the page."""
    response = HttpResponseRedirect(_page_within(request.POST.get("next", "")))
    look = request.POST.get("look", "")
    if look in LOOKS:
        response.set_cookie(LOOK_COOKIE, look, max_age=_A_YEAR, httponly=True, samesite="Strict")
    return response


def _page_within(path: str) -> str:
    """Return a path of this site: an address given by a form may lead anywhere else."""
    inside = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    found = urlsplit(path).path if inside else ""
    return found if re.fullmatch(r"/([\w-]+/)*", found) else reverse("ui:start")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request could not be read, or that its session ended while it was answered."""
    if isinstance(exception, SessionInterrupted):
        return say(request, "ui/cut_off.html", 400)
    return say(request, "400.html", 400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Say that this is not for them."""
    return say(request, "403.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Say that there is no such page."""
    return say(request, "404.html", 404)


def failed(request: HttpRequest) -> HttpResponse:
    """Say that something went wrong here, without saying what was typed.

    Where nothing can be written the page says so, and why, with a status that says it to machines.
    """
    trouble = trouble_of(sys.exc_info()[1])
    if trouble is None:
        return say(request, "500.html", 500)
    request.user = AnonymousUser()  # who is signed in may be what cannot be read
    return say(request, "ui/cannot_write.html", trouble.status, {"trouble": trouble})


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Say that the form was too old to trust, and that nothing was done."""
    return say(request, "403_csrf.html", 403)
