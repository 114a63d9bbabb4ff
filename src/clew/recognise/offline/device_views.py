"""What a device asks for: the page and its files, who is signed in, and a place to send to."""

from http import HTTPStatus
from pathlib import Path
from typing import Final

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from clew.ground.accounts import clock
from clew.ground.accounts.actors import actor_of
from clew.recognise.offline import actions, pack, queries
from clew.recognise.offline.arriving import NotADraft, read_draft, read_enrolment
from clew.recognise.screening.about import AGES, BETWEEN
from clew.recognise.screening.forms import SEEN, SPOKEN

_WORKER: Final = "offline/worker.js"


def app(request: HttpRequest) -> HttpResponse:
    """Show the page that works without network. It says nothing about anybody: it is laid down."""
    return render(request, "offline/app.html", _shown())


def signs(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- every view's
    """Give the signs as data: what is asked, why, how, and what not to."""
    return HttpResponse(pack.signs(), content_type="application/json")


def manifest(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- every view's
    """Say how the page is put on a device's desk."""
    return JsonResponse(
        {
            "name": "Clew",
            "short_name": "Clew",
            "description": _("Screen without network"),
            "start_url": reverse("offline:app"),
            "scope": reverse("offline:app"),
            "id": reverse("offline:app"),
            "display": "standalone",
            "background_color": "#F3F5F2",
            "theme_color": "#F3F5F2",
            "icons": [
                {"src": static("clew/ball.svg"), "sizes": "any", "type": "image/svg+xml"},
                {"src": static("clew/ball-192.png"), "sizes": "192x192", "type": "image/png"},
                {
                    "src": static("clew/ball-512.png"),
                    "sizes": "512x512",
                    "type": "image/png",
                    "purpose": "any maskable",  # it stands within what is never cut
                },
            ],
        },
        content_type="application/manifest+json",
    )


def worker(request: HttpRequest) -> HttpResponse:
    """Give the worker that answers for the network: what to keep comes first in its text.

    Whenever one of the files changes its text does, and the browser lays all of them down anew.
    """
    found = finders.find(_WORKER)
    text = Path(str(found)).read_text(encoding="utf-8")
    page = render_to_string("offline/app.html", _shown(), request)
    kept = JsonResponse({"version": pack.version_of(page), "files": pack.laid_down()})
    begins = f"self.CLEW = {kept.content.decode()};\n"
    return HttpResponse(begins + text, content_type="text/javascript; charset=utf-8")


def hello(request: HttpRequest) -> HttpResponse:
    """Say to a device who is signed in on it, and whether it was ended meanwhile."""
    actor = actor_of(request)
    device = request.GET.get("device", "")
    return JsonResponse(
        {
            "member": str(actor.id),
            "name": actor.shown_name,
            "token": get_token(request),
            "now": round(clock.now() * 1000),
            "state": actions.heard_from(actor=actor, device=device, at=clock.moment()),
        }
    )


def enrol(request: HttpRequest) -> HttpResponse:
    """Make the device ready that asks."""
    try:
        wanted = read_enrolment(_body(request))
    except NotADraft as error:
        return _refused(str(error))
    device, key = actions.enrol(
        actor=actor_of(request), label=wanted.label, at=clock.moment()
    )  # fmt: skip
    return JsonResponse(
        {
            "device": str(device.id),
            "key": str(key.id),
            "public": list(bytes(key.public)),
            "member": str(device.member_id),
            "now": round(clock.now() * 1000),
            "days": actions.LONGEST_OFFLINE.days,
            "drafts": actions.MOST_DRAFTS,
        }
    )


def send(request: HttpRequest) -> HttpResponse:
    """Take in what a device has, and say which of its steps are here."""
    try:
        draft = actions.receive(
            actor=actor_of(request), arrived=read_draft(_body(request)), at=clock.moment()
        )
    except NotADraft as error:
        return _refused(str(error))
    except (actions.NoSuchDevice, actions.NoSuchKey):
        return _refused(
            _("This was made for another house or organisation. The device keeps what it has.")
        )
    return JsonResponse({"draft": str(draft.number), "here": queries.digests_here(draft)})


def _body(request: HttpRequest) -> bytes:
    """Return what came; what came as a form is no JSON, and was read as one before this."""
    return request.body if request.content_type == "application/json" else b""


def _refused(why: str) -> HttpResponse:
    return JsonResponse({"why": why}, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _shown() -> dict[str, object]:
    return {
        "spoken": SPOKEN,
        "seen": SEEN,
        "most": actions.MOST_DRAFTS,
        "ages": AGES,
        "between": BETWEEN,
    }
