"""Partners' keys: which there are, entering one, asking for a second person, revoking."""

from contextlib import suppress
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clew.ground.accounts.actors import actor_of
from clew.ground.accounts.queries import partners
from clew.ground.pairs.actions import AlreadyProposed, NobodyToAsk
from clew.survivor.release import trusting
from clew.survivor.release.models import PartnerKey
from clew.survivor.release.packaging import house_words


def keys(request: HttpRequest) -> HttpResponse:
    """Show every key with its words and state; enter one."""
    if request.method != "POST":
        return _page(request)
    typed = {name: request.POST.get(name, "") for name in ("partner", "key", "replaces")}
    actor = actor_of(request)
    chosen = {str(row.id): row for row in partners(actor)}.get(typed["partner"])
    before = {str(row.id): row for row in trusting.keys_of(actor)}.get(typed["replaces"])
    if chosen is None:
        return _page(request, {"f-partner": _("Choose whose key it is.")}, typed)
    try:
        trusting.enter(
            actor=actor, partner=chosen, public_key=typed["key"], replaces=before,
            at=timezone.now(),
        )  # fmt: skip
    except trusting.NotAKey:
        wrong = _("This is no public key. It begins with age1 and is one line.")
        return _page(request, {"f-key": wrong}, typed)
    except trusting.KnownKey:
        wrong = _("This key was entered before. A key that was revoked does not come back.")
        return _page(request, {"f-key": wrong}, typed)
    except trusting.NoSuchKey:
        wrong = _("It can only take the place of a key of the same partner.")
        return _page(request, {"f-replaces": wrong}, typed)
    except NobodyToAsk:
        return _page(request, {"f-key": _nobody()}, typed)
    return HttpResponseRedirect(reverse("sharing:keys"))


def ask(request: HttpRequest, key_id: UUID) -> HttpResponse:
    """Ask a second person once more, when the first question lapsed."""
    try:
        trusting.ask_second(actor=actor_of(request), key=_key(request, key_id), at=timezone.now())
    except (AlreadyProposed, trusting.KeyIsOver):
        pass  # it waits already, or is decided: the page shows which
    except NobodyToAsk:
        return _page(request, {f"k-{key_id}": _nobody()})
    return HttpResponseRedirect(reverse("sharing:keys"))


def revoke(request: HttpRequest, key_id: UUID) -> HttpResponse:
    """Revoke a key at once."""
    with suppress(trusting.KeyIsOver):  # somebody was faster
        trusting.revoke(actor=actor_of(request), key=_key(request, key_id), at=timezone.now())
    return HttpResponseRedirect(reverse("sharing:keys"))


def _nobody() -> str:
    return _("Nobody here could compare it as a second person. Invite somebody first.")


def _key(request: HttpRequest, key_id: UUID) -> PartnerKey:
    try:
        return trusting.key_for(actor_of(request), key_id)
    except trusting.NoSuchKey as unknown:
        raise Http404 from unknown


def _page(
    request: HttpRequest,
    errors: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
) -> HttpResponse:
    found = list(trusting.keys_of(actor_of(request)))
    context = {
        "keys": found,
        "trusted": [row for row in found if row.state == "trusted"],
        "partners": partners(actor_of(request)),
        "house_words": house_words(),
        "errors": errors or {},
        "typed": typed or {},
    }
    return render(request, "sharing/keys.html", context, status=422 if errors else 200)
