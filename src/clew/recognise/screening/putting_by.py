"""The pages of talks that are kept for later: put one by, go on with one, let one go."""

from dataclasses import replace
from uuid import UUID, uuid4

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clew.ground.accounts.actors import actor_of, today_of
from clew.ground.accounts.models import Member
from clew.recognise.screening import actions, later, queries
from clew.recognise.screening.differences import NotChosen, around, differences, joined
from clew.recognise.screening.forms import SPOKEN
from clew.recognise.screening.interview import Interview, Tampered
from clew.recognise.screening.keeping import picked_in
from clew.recognise.screening.kept import kept_already
from clew.recognise.screening.models import Unfinished
from clew.recognise.screening.views import CHECK, ask, instrument_or_404, take
from clew.survivor.people.models import Person


def put_by(request: HttpRequest, instrument_id: str) -> HttpResponse:
    """Keep for later what the page holds, with the answer that was just given."""
    chosen = instrument_or_404(instrument_id)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("screening:prepare", args=[chosen.id]))
    try:
        held = Interview.held_in(chosen, request.POST.dict())
        at = request.POST.get("at", CHECK)
        taken = held if at == CHECK else take(request, held, at, "later")
    except Tampered as error:
        msg = "keeping for later got something the interview never offered"
        raise SuspiciousOperation(msg) from error
    if isinstance(taken, HttpResponse):
        return taken
    actor = actor_of(request)
    if request.POST.get("do") == "join":
        return _joined(request, actor, taken)
    return _put_by(request, actor, taken)


def go_on(request: HttpRequest, unfinished_id: UUID) -> HttpResponse:
    """Go on with a talk where it stopped: at the first question without an answer."""
    actor = actor_of(request)
    try:
        held = queries.go_on(actor, queries.unfinished_for(actor, unfinished_id))
    except queries.NoSuchScreening as unknown:
        raise Http404 from unknown
    ids = [indicator.id for indicator in held.order]
    return ask(request, held, next((one for one in ids if one not in held.choices), ids[0]))


def let_go(request: HttpRequest, unfinished_id: UUID) -> HttpResponse:
    """Let go of a talk that was kept for later."""
    actor = actor_of(request)
    try:
        found = queries.unfinished_for(actor, unfinished_id)
    except queries.NoSuchScreening as unknown:
        raise Http404 from unknown
    later.let_go(actor=actor, unfinished=found, at=timezone.now())
    return HttpResponseRedirect(reverse("screening:mine"))


def _put_by(request: HttpRequest, actor: Member, held: Interview) -> HttpResponse:
    if held.about.id is None:
        held = held.around(replace(held.about, id=uuid4()))
    try:
        later.put_by(
            actor=actor,
            held=held,
            at=timezone.now(),
            on=today_of(request),
            person=_person(actor, held),
        )
    except actions.NothingAnswered:
        sentence = _("Nothing was answered yet, so there is nothing to keep for later.")
        return ask(request, held, held.order[0].id, wrong={"choice-present": sentence})
    except actions.AlreadyKept as already:
        return kept_already(request, held, already.screening)
    except later.Moved as moved:
        return _moved(request, actor, held, moved.unfinished)
    return HttpResponseRedirect(reverse("screening:mine"))


def _person(actor: Member, held: Interview) -> Person | None:
    """Return whom the page names, where the actor stands by them."""
    if not held.about.person:
        return None
    try:
        return queries.person_stood_by(actor, held.about.person)
    except queries.NobodyOfYours:
        return None


def _joined(request: HttpRequest, actor: Member, held: Interview) -> HttpResponse:
    """Make one talk of both pages, as it was chosen; nothing is taken that nobody chose."""
    row = queries.unfinished_of_talk(actor, held.about.id)
    if row is None:
        return _put_by(request, actor, held)
    there = queries.go_on(actor, row)
    if row.version != held.about.put_by:  # a third page was kept meanwhile: shown first
        return _moved(request, actor, held, row)
    try:
        both = joined(held, there, picked_in(request.POST.dict()))
    except NotChosen as open_ones:
        return _moved(request, actor, held, row, not_chosen=open_ones.indicators)
    return _put_by(request, actor, both)


def _moved(
    request: HttpRequest,
    actor: Member,
    held: Interview,
    row: Unfinished,
    not_chosen: tuple[str, ...] = (),
) -> HttpResponse:
    """Show what this page and the one kept for later say differently."""
    there = queries.go_on(actor, row)
    held = held.around(replace(held.about, put_by=row.version, person=row.person.code))
    context = {
        "instrument": held.instrument,
        "found": differences(held, there),
        "around": around(held, there),
        "spoken": SPOKEN,
        "hidden": held.carried,
        "picked": picked_in(request.POST.dict()),
        "not_chosen": not_chosen,
        "errors": {f"here-{one}": _("Choose which of the two stays.") for one in not_chosen},
    }
    return render(request, "screening/moved.html", context, status=422 if not_chosen else 409)
