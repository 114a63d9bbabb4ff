"""The pages of devices: the list of what arrived, and which devices are ready."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clew.ground.accounts import clock
from clew.ground.accounts.actors import actor_of
from clew.recognise.offline import actions, queries
from clew.recognise.offline.permissions import NotYourDevice, may_use


def drafts(request: HttpRequest) -> HttpResponse:
    """List what arrived and waits to be kept: days and devices, nothing of what was said."""
    rows = queries.waiting(actor_of(request))
    return render(request, "offline/drafts.html", {"rows": rows})


def devices(request: HttpRequest) -> HttpResponse:
    """List the devices that may screen without network, one's own or all of them."""
    actor = actor_of(request)
    context = {"rows": queries.devices_for(actor), "may_use": may_use(actor), "actor": actor}
    return render(request, "offline/devices.html", context)


def end(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """End a device."""
    actor = actor_of(request)
    try:
        actions.end(
            actor=actor, device=queries.device_for(actor, device_id), at=clock.moment()
        )  # fmt: skip
    except (queries.NoSuchDevice, NotYourDevice) as unknown:
        raise Http404 from unknown
    return HttpResponseRedirect(reverse("offline:devices"))
