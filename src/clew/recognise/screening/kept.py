"""The pages of screenings that are kept: keep one, one's own list, one of them, and a person's."""

import uuid
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise

from clew.ground.accounts.actors import actor_of, today_of
from clew.ground.accounts.models import Member
from clew.recognise.screening import actions, queries
from clew.recognise.screening.channels import CHOICES, label_of
from clew.recognise.screening.differences import Said, around, differences
from clew.recognise.screening.forms import SEEN, SPOKEN, KeepForm
from clew.recognise.screening.history import histories
from clew.recognise.screening.interview import Choice, Interview, Tampered, asked, is_observed
from clew.recognise.screening.keeping import Wanted, faults_of, wanted_in
from clew.recognise.screening.models import Screening
from clew.recognise.screening.noting import Note, Source
from clew.recognise.screening.views import instrument_or_404
from clew.recognise.training.attending import sessions_of
from clew.rules.indicators.instruments import Indicator
from clew.survivor.people.permissions import NotYours, may_change
from clew.survivor.people.queries import NoSuchPerson, kept_person_for


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
        whom = "existing" if held.about.person else "new"
        typed = {"started_on": today.isoformat(), "whom": whom, "code": held.about.person}
        return _page(request, held, typed)
    form = KeepForm(request.POST)
    errors = faults_of(form, today)
    if not errors:
        actor = actor_of(request)
        try:
            row = _keep(actor, held, wanted_in(actor, form), today)
        except queries.NobodyOfYours:
            errors = {
                "code": "Nobody you stand by has this code. Look at it again, letter by letter."
            }
        except actions.AlreadyKept as already:
            return kept_already(request, held, already.screening)
        except actions.NothingAnswered:
            errors = {"whom-new": "Nothing was answered, so there is nothing to keep."}
        else:
            return HttpResponseRedirect(reverse("screening:kept", args=[row.id]))
    return _page(request, held, request.POST.dict(), errors)


def mine(request: HttpRequest) -> HttpResponse:
    """List the actor's own screenings: days, instruments and codes, nothing of what was said."""
    actor = actor_of(request)
    rows, unfinished = queries.mine(actor), queries.unfinished_of(actor)
    context = {
        "rows": rows,
        "unfinished": unfinished,
        "instruments": queries.instruments_of(
            [row.instrument for row in rows] + [row.instrument for row in unfinished]
        ),
    }
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
        "present": _answered(found, present=True),
        "answers": _answered(found, present=False),
        "earlier": _earlier(found),
        "spoken": SPOKEN,
        "stands_by": may_change(actor, found.row.person),
        "talks": queries.how_many_of(actor, found.row.person),
    }
    return render(request, "screening/kept.html", context)


def history(request: HttpRequest, code: str) -> HttpResponse:
    """Show every screening of one person, and what changed between them."""
    actor = actor_of(request)
    try:
        person = kept_person_for(actor, code)
    except (NoSuchPerson, NotYours) as unknown:
        raise Http404 from unknown
    context = {
        "person": person,
        "histories": histories(queries.all_of(actor, person)),
        "spoken": SPOKEN,
    }
    return render(request, "screening/history.html", context)


def kept_already(request: HttpRequest, held: Interview, screening: Screening) -> HttpResponse:
    """Show what a page says that the kept talk does not; go there where they say the same."""
    actor = actor_of(request)
    found = queries.read(actor, queries.screening_for(actor, screening.id))
    differ = differences(held, found.interview) if found.interview else ()
    beside = around(held, found.interview) if found.interview else ()
    if not differ and not beside:
        return HttpResponseRedirect(reverse("screening:kept", args=[screening.id]))
    # As a talk of its own, of the same person, unless the worker leaves it.
    again = replace(held.about, id=uuid.uuid4(), person=found.row.person.code, put_by=0)
    context = {
        "instrument": held.instrument,
        "row": screening,
        "found": differ,
        "around": beside,
        "spoken": SPOKEN,
        "hidden": held.around(again).carried,
    }
    return render(request, "screening/twice.html", context, status=409)


def _keep(actor: Member, held: Interview, wanted: Wanted, today: date) -> Screening:
    return actions.keep(
        actor=actor,
        held=held,
        on=today,
        started_on=wanted.started_on,
        person=wanted.person,
        called=wanted.called,
        channel=wanted.channel,
        training_session=wanted.training_session,
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


def _earlier(found: queries.Kept) -> list[tuple[str, list[Said]]]:
    """Return what was answered before the answers that stand, in the order of asking."""
    held = found.interview
    if held is None:
        return []
    return [
        (
            item.label,
            [
                Said(one.choice, one.words, Note(opinion=one.opinion))
                for one in held.earlier[item.id]
            ],
        )
        for item in held.order
        if item.id in held.earlier
    ]


@dataclass(frozen=True, slots=True)
class _Answered:
    """One answer of a kept screening, with all that stands beside it."""

    indicator: Indicator
    said: Promise | str
    words: str
    opinion: str
    source: Source
    on: date


def _answered(found: queries.Kept, *, present: bool) -> list[_Answered]:
    """Return the answers that are yes, or all others, in the order of asking."""
    held = found.interview
    if held is None:
        return []
    rows = []
    for item in held.order:
        choice = held.choices.get(item.id)
        if choice is None or (choice is Choice.PRESENT) is not present:
            continue
        question, note = asked(item), held.notes.get(item.id)
        words = SEEN if question and is_observed(question) else SPOKEN
        rows.append(
            _Answered(
                item,
                "" if present else words.get(choice, SPOKEN[choice]),
                held.words.get(item.id, ""),
                note.opinion if note else "",
                held.source_of(item.id),
                held.day_of(item.id, found.row.started_on) or found.row.started_on,
            )
        )
    return rows
