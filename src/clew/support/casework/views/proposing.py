"""A fact found in a note, proposed for the person's sheets on trafficking and smuggling."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clew.ground.accounts.actors import actor_of, today_of
from clew.recognise.classification.holding import LONGEST_WORDS, Source
from clew.recognise.classification.proposing import NotAFact, NoWords, propose
from clew.recognise.classification.reading import choices
from clew.recognise.screening.permissions import may_keep
from clew.support.casework import queries
from clew.support.casework.views.finding import case_to_change


def note_proposes(request: HttpRequest, code: str, note_id: UUID) -> HttpResponse:
    """Pick a fact out of a note. On the sheet a person confirms it, or sets it aside."""
    case = case_to_change(request, code)
    actor = actor_of(request)
    if not may_keep(actor):
        raise Http404
    try:
        note = queries.note_for(actor, case, note_id)
    except queries.NoSuchNote as error:
        raise Http404 from error
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            propose(
                actor=actor,
                person=case.person,
                fact=request.POST.get("fact", ""),
                says=request.POST.get("says", ""),
                source=Source.ACCOUNT if note.is_testimony else Source.SEEN,
                ref=note.id,
                words=request.POST.get("words", ""),
                on=today_of(request),
            )
        except NotAFact:
            errors["fact"] = "Choose the fact, and whether the note speaks for a yes or for a no."
        except NoWords:
            errors["words"] = f"Write what the note says of it, under {LONGEST_WORDS} characters."
        else:
            return HttpResponseRedirect(reverse("classification:sheets", args=[code]))
    context = {
        "case": case,
        "note": note,
        "newest": queries.leaves(queries.open_versions(actor, note)),
        "choices": choices(),
        "longest": LONGEST_WORDS,
        "typed": request.POST if errors else {},
        "errors": errors,
    }
    status = 422 if errors else 200
    return render(request, "casework/note_proposes.html", context, status=status)
