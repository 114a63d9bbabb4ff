"""Writing somebody down, and correcting what is kept."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clew.ground.accounts.actors import actor_of, today_of
from clew.ground.audit import reads
from clew.ground.vault.compartments import Compartment
from clew.survivor.people import search
from clew.survivor.people.actions import ChangedMeanwhile, correct, write_down
from clew.survivor.people.forms import (
    LABELS,
    SCRIPTS,
    SEXES,
    PersonForm,
    form_of,
    form_of_person,
)
from clew.survivor.people.models import Person
from clew.survivor.people.pages import kept_person

_CHOICES = {"script": SCRIPTS, "sex": SEXES}


def new(request: HttpRequest) -> HttpResponse:
    """Show the form; write the person down and go on to how to reach them safely."""
    on = today_of(request)
    if request.method != "POST":
        return _page(request, "people/new.html", form_of({}, on=on))
    form = form_of(request.POST.dict(), on=on)
    if form.errors:
        return _page(request, "people/new.html", form, status=422)
    known = {name: value for name, value in form.typed.items() if value}
    person = write_down(actor=actor_of(request), on=on, known=known)
    return HttpResponseRedirect(reverse("contact:rules", args=[person.code]))


def find(request: HttpRequest) -> HttpResponse:
    """Find somebody by name, phone or code. What is typed is never in an address."""
    typed = request.POST.get("typed", "")[: search.LONGEST]
    context: dict[str, object] = {"typed": typed, "asked": False}
    if request.method == "POST" and typed.strip():
        context |= {"asked": True, "found": search.find(actor_of(request), typed)}
    return render(request, "people/find.html", context)


def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is kept; correct it, unless somebody else has meanwhile."""
    person = _opened(request, code)
    if request.method != "POST":
        return _page(request, "people/edit.html", form_of_person(person), person=person)
    form = form_of(request.POST.dict(), on=today_of(request))
    if form.errors:
        return _page(request, "people/edit.html", form, person=person, status=422)
    known = form.changed_from(person)
    try:
        correct(actor=actor_of(request), person=person, known=known, version=form.version)
    except ChangedMeanwhile:
        return _asked(request, form, _opened(request, code))
    return HttpResponseRedirect(reverse("consent:list", args=[code]))


def _opened(request: HttpRequest, code: str) -> Person:
    person = kept_person(request, code)
    reads.record(
        actor=actor_of(request),
        name="person.opened",
        subjects=[person.id],
        compartments=[Compartment.IDENTITY],
        about=f"people.Person:{person.id}",
    )
    return person


def _asked(request: HttpRequest, form: PersonForm, person: Person) -> HttpResponse:
    """Show what was typed beside what somebody else has kept, and ask which it shall be."""
    kept = form_of_person(person)
    differs = [
        (LABELS[name], _shown(name, form.typed[name]), _shown(name, kept.typed[name]))
        for name in kept.typed
        if name != "nationality" and form.typed[name] != kept.typed[name]
    ]
    again = PersonForm(form.typed, {}, person.version)
    return _page(
        request,
        "people/edit.html",
        again,
        person=person,
        differs=differs,
        meanwhile=True,
        status=409,
    )


def _shown(name: str, value: str) -> str:
    """Return a value as people read it: the word of a choice, or the text itself."""
    return str(_CHOICES.get(name, {}).get(value, value))


def _page(
    request: HttpRequest, template: str, form: PersonForm, *, status: int = 200, **more: object
) -> HttpResponse:
    context = {
        "form": form,
        "errors": form.errors,
        "labels": LABELS,
        "scripts": SCRIPTS,
        "sexes": SEXES,
        **more,
    }
    return render(request, template, context, status=status)
