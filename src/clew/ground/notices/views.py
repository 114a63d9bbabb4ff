"""The list of one's notices."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from clew.ground.accounts.actors import actor_of
from clew.ground.notices.actions import mark_read
from clew.ground.notices.models import Notice
from clew.ground.notices.words import WORDS


def notices(request: HttpRequest) -> HttpResponse:
    """Show what waits; a press marks all as read."""
    actor = actor_of(request)
    if request.method == "POST":
        mark_read(actor=actor, at=timezone.now())
        return HttpResponseRedirect(reverse("notices:list"))
    found = Notice.objects.filter(member=actor).order_by("-at")[:100]
    rows = [(row, WORDS[row.code]) for row in found]
    return render(request, "notices/list.html", {"rows": rows})
