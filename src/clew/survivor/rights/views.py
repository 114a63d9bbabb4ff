"""What one person may ask of this house, for who stands by them."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clew.ground.accounts.actors import actor_of, today_of
from clew.ground.pairs import actions as pairs
from clew.ground.pairs.permissions import NotYourOperation
from clew.rules.consent.requests import limits
from clew.survivor.people.models import Person
from clew.survivor.people.pages import kept_person, seen_person
from clew.survivor.people.permissions import NotYours, may_change
from clew.survivor.rights import asking, copying, holding, queries
from clew.survivor.rights.models import Hold
from clew.survivor.rights.rooms import rooms
from clew.survivor.rights.states import CAN_BE_TAKEN_BACK

WRONG: Final[dict[type[Exception], str | Promise]] = {
    asking.AlreadyAsked: _("This was asked already."),
    asking.NoSafeChannel: _("Agree on safe contact first: nobody knows how to ask them alone."),
    asking.NotChecked: _("Somebody must speak with the person alone first."),
    asking.TooLate: _("This is no longer open."),
    copying.NotThisWay: _("They did not agree to be reached this way, or not at this hour."),
    asking.Held: _("A legal hold stands, or is being decided. Nothing is erased."),
    holding.NoSuchBasis: _("Choose what the hold rests on."),
    holding.AlreadyHeld: _("A hold on this stands already."),
    pairs.NoReason: _("Write one line on why. Name nobody."),
    pairs.AlreadyProposed: _("This waits for a second person already."),
    pairs.NobodyToAsk: _("Nobody here could be the second person. Ask your administrator."),
    NotYourOperation: _("Your part here does not let you propose this."),
    NotYours: _("This is for somebody else to do."),
}
"""What stands in the way, as one sentence for the page."""


def of_person(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was asked for one person; a press asks, checks, takes back, or proposes a hold."""
    if request.method != "POST":
        return _page(request, seen_person(request, code))
    person = kept_person(request, code)
    wrong = attempt(lambda: _carry_out(request, person))
    if wrong:
        return _page(request, person, wrong)
    return HttpResponseRedirect(reverse("rights:person", args=[code]))


def attempt(act: Callable[[], object]) -> str:
    """Do something; return the sentence of what stands in the way, or nothing."""
    try:
        act()
    except tuple(WRONG) as stopped:
        return str(WRONG[type(stopped)])
    return ""


def _carry_out(request: HttpRequest, person: Person) -> None:
    actor, on, at = actor_of(request), today_of(request), timezone.now()
    wanted = request.POST.get("do", "")
    erasure, copy = asking.open_erasure(person), copying.open_copy(person)
    if wanted == "ask_erasure":
        asking.ask(actor=actor, person=person, on=on)
    elif wanted == "ask_copy":
        copying.ask_copy(actor=actor, person=person, on=on)
    elif wanted == "hold":
        holding.propose_hold(
            actor=actor, person=person, basis=request.POST.get("basis", ""),
            reason=request.POST.get("reason", "")[:1000], at=at,
        )  # fmt: skip
    elif wanted == "check" and erasure:
        asking.check_alone(actor=actor, erasure=erasure, on=on)
    elif wanted == "take_back" and erasure:
        asking.take_back(actor=actor, erasure=erasure, at=at)
    elif wanted == "take_copy_back" and copy:
        copying.take_copy_back(actor=actor, copy=copy, at=at)
    else:
        raise asking.TooLate


def _page(request: HttpRequest, person: Person, wrong: str = "") -> HttpResponse:
    actor = actor_of(request)
    erasure = asking.open_erasure(person)
    context = {
        "person": person,
        "keeps": may_change(actor, person),
        "erasure": erasure,
        "may_take_back": erasure is not None and erasure.state in CAN_BE_TAKEN_BACK,
        "copy": copying.open_copy(person),
        "holds": queries.holds_on(actor, person),
        "bases": Hold.BASES,
        "stays": [room.stays for room in rooms() if room.stays],
        "limits": limits(),
        "errors": {"rights": wrong} if wrong else {},
    }
    return render(request, "rights/person.html", context, status=422 if wrong else 200)
