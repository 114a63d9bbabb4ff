"""Notes: the list, one note, writing, and two texts that wait for a choice."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clew.ground.accounts.actors import actor_of, today_of
from clew.support.casework import actions, queries
from clew.support.casework.forms import NoteForm, NoteTextForm, TogetherForm
from clew.support.casework.models import Case, Note, NoteVersion
from clew.support.casework.permissions import may_change
from clew.support.casework.queries.records import has_record
from clew.support.casework.views.finding import case_to_change, case_to_see


def notes(request: HttpRequest, code: str) -> HttpResponse:
    """Show the first lines of all notes."""
    case = case_to_see(request, code)
    actor = actor_of(request)
    context = {
        "case": case,
        "notes": queries.notes_of(actor, case),
        "may_change": may_change(actor, case),
        "has_record": has_record(case),
    }
    return render(request, "casework/notes.html", context)


def note_new(request: HttpRequest, code: str) -> HttpResponse:
    """Write a note."""
    case = case_to_change(request, code)
    form = NoteForm(request.POST or None, initial={"happened_on": today_of(request)})
    if request.method == "POST" and form.is_valid():
        note = actions.add_note(actor=actor_of(request), case=case, **form.cleaned_data)
        return _to(case, note, "note")
    context = {"case": case, "form": form, "errors": form.sentences}
    return render(request, "casework/note_new.html", context, status=422 if form.errors else 200)


def note(request: HttpRequest, code: str, note_id: UUID) -> HttpResponse:
    """Show a note, with its former texts."""
    case = case_to_see(request, code)
    actor = actor_of(request)
    found = _note(request, case, note_id)
    versions = queries.open_versions(actor, found)
    newest = queries.leaves(versions)
    context = {
        "case": case,
        "note": found,
        "newest": newest,
        "former": [row for row in reversed(versions) if row not in newest],
        "may_change": may_change(actor, case),
    }
    return render(request, "casework/note.html", context)


def note_edit(request: HttpRequest, code: str, note_id: UUID) -> HttpResponse:
    """Write another text of a note. Whoever wrote from the same one meanwhile loses nothing."""
    case = case_to_change(request, code)
    actor = actor_of(request)
    found = _note(request, case, note_id)
    form = NoteTextForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            outcome = actions.save_note(actor=actor, note=found, **form.cleaned_data)
        except queries.NoSuchNote as error:
            raise Http404 from error
        kept = isinstance(outcome, actions.Saved)
        return _to(case, found, "note" if kept else "together")
    if request.method != "POST":
        newest = queries.leaves(queries.open_versions(actor, found))
        if len(newest) > 1:
            return _to(case, found, "together")
        form = NoteTextForm(initial={"version": newest[0].id, "text": newest[0].words})
    context = {"case": case, "note": found, "form": form, "errors": form.sentences}
    return render(request, "casework/note_edit.html", context, status=422 if form.errors else 200)


def together(request: HttpRequest, code: str, note_id: UUID) -> HttpResponse:
    """Show two texts side by side, and ask which to keep, or for one made of both."""
    case = case_to_change(request, code)
    actor = actor_of(request)
    found = _note(request, case, note_id)
    versions = queries.open_versions(actor, found)
    newest = queries.leaves(versions)
    form = TogetherForm(_picked(request, versions) if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            outcome = actions.resolve_conflict(
                actor=actor, note=found, between=(typed["first"], typed["second"]),
                text=typed["text"],
            )  # fmt: skip
        except queries.NoSuchNote as error:
            raise Http404 from error
        kept = isinstance(outcome, actions.Saved)
        return _to(case, found, "note" if kept else "together")
    if len(newest) == 1:
        return _to(case, found, "note")
    first, second = newest[:2]
    if request.method != "POST":
        both = f"{first.words}\n\n{second.words}"
        form = TogetherForm(initial={"first": first.id, "second": second.id, "text": both})
    context = {
        "case": case, "note": found, "first": first, "second": second, "form": form,
        "errors": form.sentences, "more": len(newest) - 2,
    }  # fmt: skip
    return render(request, "casework/together.html", context, status=422 if form.errors else 200)


def _picked(request: HttpRequest, versions: list[NoteVersion]) -> dict[str, str]:
    """Return what was sent; a press on *Keep this one* takes the text of that version."""
    sent = request.POST.dict()
    texts = {str(row.id): row.words for row in versions}
    return {**sent, "text": texts.get(sent.get("keep", ""), sent.get("text", ""))}


def _note(request: HttpRequest, case: Case, note_id: UUID) -> Note:
    try:
        return queries.note_for(actor_of(request), case, note_id)
    except queries.NoSuchNote as error:
        raise Http404 from error


def _to(case: Case, note: Note, page: str) -> HttpResponse:
    return HttpResponseRedirect(reverse(f"casework:{page}", args=[case.person.code, note.id]))
