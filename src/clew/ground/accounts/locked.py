"""A house without its keys: one page to open it, one that says it lives, one answer to all else."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect

from clew.ground.accounts import locking, tries
from clew.ground.accounts.tries import TooManyTries, Tried
from clew.ground.vault import opening, root, sources
from clew.ground.vault.keyfile import NoRootKey
from clew.ground.vault.passphrases import WrongPassphrase
from clew.ground.vault.root import Locked, WrongRootKey
from clew.ground.vault.sources import Source

Handler = Callable[[HttpRequest], HttpResponse]


class LockedHouse:
    """Stands before everything that reads a session or a row."""

    def __init__(self, get_response: Handler) -> None:
        """Keep the next handler."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on where the house is open; answer here where it is not."""
        if request.path_info == reverse("accounts:health"):
            return health(request)  # asks nothing of the house, and keeps no laptop awake
        locking.lock_if_idle()
        if _opens_by_itself():
            opening.watch.touched()
            return self._get_response(request)
        if request.path_info == reverse("accounts:unlock"):
            return unlock(request)
        return locked_page(request)


def locked_page(request: HttpRequest) -> HttpResponse:
    """Say that the house is locked: the same words to everybody, for every address."""
    return render(request, "accounts/locked.html", status=503)


def health(request: HttpRequest) -> HttpResponse:
    """Say that the process lives, and whether the house is open."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    words = "open" if root.is_open() else "locked"
    return HttpResponse(f"{words}\n", content_type="text/plain; charset=utf-8")


@csrf_protect
def unlock(request: HttpRequest) -> HttpResponse:
    """Ask for the passphrase of the house, and open it."""
    if root.is_open():
        return HttpResponseRedirect(reverse("ui:start"))
    wrong, status = "", 200
    if request.method == "POST":
        wrong, status = _try(request)
        if not wrong:
            return HttpResponseRedirect(reverse("ui:start"))
    elif request.method not in {"GET", "HEAD"}:
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD, POST"})
    has_passphrase = sources.source(settings.CLEW) is Source.PASSPHRASE
    context = {"wrong": wrong, "has_passphrase": has_passphrase}
    return render(request, "accounts/unlock.html", context, status=status)


def _try(request: HttpRequest) -> tuple[str, int]:
    """Try a passphrase. Returns what to say, always the same, and the status."""
    try:
        taken = tries.take(Tried.UNLOCK, of="house", source=tries.source_of(request))
    except TooManyTries:
        return _("This was tried too often. Wait a minute, then try again."), 429
    try:
        locking.unlock_with_passphrase(request.POST.get("passphrase", ""))
    except (WrongPassphrase, WrongRootKey, NoRootKey):
        return _("This does not open the house. Nothing was opened."), 422
    taken.was_right()
    return "", 302


def _opens_by_itself() -> bool:
    """Say whether the house is open, or opens with a key that nobody has to type."""
    try:
        root.opened()
    except (Locked, NoRootKey, WrongRootKey):
        return False
    return True
