"""What a person may ask of the house by themselves: a copy of what is kept, and to be forgotten.

The page says the same whatever became of a wish: the day it was asked, and the presses. Who looks
over their shoulder does not read there that they said no when somebody asked them alone.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from clew.ground.accounts.actors import actor_of, today_of
from clew.ground.audit.writing import AlreadyDone
from clew.portal.frame import framed, show, words_for
from clew.rules.consent.requests import limits
from clew.survivor.people.models import Person
from clew.survivor.people.queries import own_record
from clew.survivor.rights import asking, copying
from clew.survivor.rights.queries import asked_last

_NOTHING_TO_DO: Final = (AlreadyDone, asking.AlreadyAsked, asking.TooLate)
"""Pressed twice, or there is nothing to take back: what they want is so already."""


@framed
def mine(request: HttpRequest) -> HttpResponse:
    """Show what they can ask for; a press asks, or takes the wish back."""
    person = own_record(actor_of(request))
    if request.method == "POST":
        with suppress(*_NOTHING_TO_DO):
            _DOES.get(request.POST.get("do", ""), _nothing)(request, person)
        return HttpResponseRedirect(reverse("portal:mine"))
    return show(
        request,
        "mine.html",
        words_for(request),
        asked=asked_last(person),
        days=limits().cooling_off_days,
    )


def _ask_copy(request: HttpRequest, person: Person) -> None:
    copying.ask_copy(actor=actor_of(request), person=person, on=today_of(request))


def _stop_copy(request: HttpRequest, person: Person) -> None:
    copy = copying.open_copy(person)
    if copy is not None:
        copying.take_copy_back(actor=actor_of(request), copy=copy, at=timezone.now())


def _ask_erasure(request: HttpRequest, person: Person) -> None:
    asking.ask(actor=actor_of(request), person=person, on=today_of(request))


def _stop_erasure(request: HttpRequest, person: Person) -> None:
    erasure = asking.open_erasure(person)
    if erasure is not None:
        asking.take_back(actor=actor_of(request), erasure=erasure, at=timezone.now())


def _nothing(_request: HttpRequest, _person: Person) -> None:
    """A press that no form of this page has."""


_DOES: Final[dict[str, Callable[[HttpRequest, Person], None]]] = {
    "ask_copy": _ask_copy,
    "stop_copy": _stop_copy,
    "ask_erasure": _ask_erasure,
    "stop_erasure": _stop_erasure,
}
