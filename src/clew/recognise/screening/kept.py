"""The pages of screenings that are kept: keep one, one's own list, and one of them."""

from datetime import date
from typing import Final
from uuid import UUID

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clew.ground.accounts.actors import actor_of, today_of
from clew.ground.accounts.models import Member
from clew.recognise.screening import actions, queries
from clew.recognise.screening.channels import CHOICES, label_of
from clew.recognise.screening.forms import SPOKEN, KeepForm
from clew.recognise.screening.interview import Interview, Tampered
from clew.recognise.screening.models import Screening
from clew.recognise.screening.views import instrument_or_404
from clew.recognise.training.attending import sessions_of
from clew.survivor.people.permissions import may_change

_PLACES: Final = {
    "whom": "whom-new",
    "called": "called",
    "code": "code",
    "started_on": "started_on",
    "channel": "channel",
    "training_session": "training_session",
}


def keep(request: HttpRequest, instrument_id: str) -> HttpResponse:
    """Ask for whom the screening is kept, then keep it."""
    chosen = instrument_or_404(instrument_id)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("screening:prepare", args=[chosen.id]))
    try:
        held = Interview.held_in(chosen, request.POST.dict())
    except Tampered as error:
        msg = "keeping got something the interview never offered"
        raise SuspiciousOperation(msg) from error
    today = today_of(request)
    if request.POST.get("do") != "keep":
        return _page(request, held, {"started_on": today.isoformat(), "whom": "new"})
    form = KeepForm(request.POST)
    errors = _errors(form)
    if not errors:
        try:
            row = _keep(actor_of(request), held, form.cleaned_data, today)
        except queries.NobodyOfYours:
            errors = {
                "code": "Nobody you stand by has this code. Look at it again, letter by letter."
            }
        except actions.NotYet:
            errors = {"started_on": "This day is still to come. Give the day you talked."}
        except actions.NothingAnswered:
            errors = {"whom-new": "Nothing was answered, so there is nothing to keep."}
        else:
            return HttpResponseRedirect(reverse("screening:kept", args=[row.id]))
    return _page(request, held, request.POST.dict(), errors)


def mine(request: HttpRequest) -> HttpResponse:
    """List the actor's own screenings: days, instruments and codes, nothing of what was said."""
    rows = queries.mine(actor_of(request))
    context = {"rows": rows, "instruments": queries.instruments_of(rows)}
    return render(request, "screening/mine.html", context)


def kept(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    """Show one kept screening, its outcome worked out anew."""
    actor = actor_of(request)
    try:
        found = queries.read(actor, queries.screening_for(actor, screening_id))
    except queries.NoSuchScreening as unknown:
        raise Http404 from unknown
    context = {
        "kept": found,
        "row": found.row,
        "person": found.row.person,
        "channel": label_of(found.row.channel),
        "answers": _answers(found),
        "stands_by": may_change(actor, found.row.person),
    }
    return render(request, "screening/kept.html", context)


def _keep(actor: Member, held: Interview, wanted: dict[str, object], today: date) -> Screening:
    person = None
    if wanted["whom"] == "existing":
        person = queries.person_stood_by(actor, str(wanted["code"]))
    started = wanted["started_on"]
    return actions.keep(
        actor=actor,
        held=held,
        on=today,
        started_on=started if isinstance(started, date) else None,
        person=person,
        called="" if person else str(wanted["called"]),
        channel=str(wanted["channel"]),
        training_session=str(wanted["training_session"]),
    )


def _page(
    request: HttpRequest,
    held: Interview,
    typed: dict[str, str],
    errors: dict[str, str] | None = None,
) -> HttpResponse:
    context = {
        "instrument": held.instrument,
        "held": held,
        "hidden": held.carried,
        "typed": typed,
        "channels": CHOICES,
        "sessions": sessions_of(actor_of(request)),
        "errors": errors or {},
    }
    return render(request, "screening/keep.html", context, status=422 if errors else 200)


def _errors(form: KeepForm) -> dict[str, str]:
    return {_PLACES[name]: str(found[0]) for name, found in form.errors.items()}


def _answers(found: queries.Kept) -> list[tuple[str, str, str | None]]:
    """Return every answer but yes: what was asked, what was said, and the words."""
    held = found.interview
    if held is None:
        return []
    present = {item.id for item, _words in found.present}
    return [
        (item.label, str(SPOKEN[held.choices[item.id]]), held.words.get(item.id))
        for item in held.order
        if item.id in held.choices and item.id not in present
    ]
