"""The strip of every yes, and asking for one. Taking one back is for `release`."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clew.ground.accounts.actors import actor_of, today_of
from clew.ground.accounts.roles import Role
from clew.rules.consent.duration import latest_day
from clew.rules.consent.kinds import Purpose
from clew.survivor.consent.actions import record
from clew.survivor.consent.forms import BASES, LANGUAGES, AskForm, first_step, second_step
from clew.survivor.consent.ledger import rows
from clew.survivor.consent.models import Basis, Consent
from clew.survivor.consent.queries import may_be_asked_for, of_person, standing
from clew.survivor.people.models import Person
from clew.survivor.people.pages import kept_person, seen_person
from clew.survivor.people.permissions import may_change


def consents(request: HttpRequest, code: str) -> HttpResponse:
    """Show every yes of one person: what holds, nothing, and what is over."""
    actor, person = actor_of(request), seen_person(request, code)
    context = {
        "person": person,
        "keeps": may_change(actor, person),
        "releases": actor.has(Role.ADVOCATE, Role.CASE_LEAD),
        "rows": rows(of_person(actor, person), may_be_asked_for(actor), on=today_of(request)),
    }
    return render(request, "consent/list.html", context)


def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask in two steps. "They said no" is a link back: a no leaves nothing behind."""
    person, on = kept_person(request, code), today_of(request)
    recipients = may_be_asked_for(actor_of(request))
    context: dict[str, object] = {
        "person": person,
        "recipients": recipients,
        "purposes": list(Purpose),
        "languages": LANGUAGES,
        "bases": BASES,
        "today": on,
        "latest": latest_day(on),
    }
    if request.method != "POST":
        return _page(request, AskForm({}, frozenset(), {}), context, answering=False)
    if request.POST.get("step") != "answer":
        form = first_step(request.POST.dict(), recipients, on=on)
        context["before"] = _before(request, person, form)
        return _page(request, form, context, answering=not form.errors)
    form = second_step(request.POST.dict(), request.POST.getlist("parts"), recipients, on=on)
    before = context["before"] = _before(request, person, form)
    if form.errors or form.recipient is None or form.purpose is None:
        whom_is_known = form.recipient is not None and "f-for" not in form.errors
        return _page(request, form, context, answering=whom_is_known)
    record(
        actor=actor_of(request),
        person=person,
        recipient=form.recipient,
        kinds=form.kinds,
        purpose=form.purpose,
        from_on=on,
        until_on=form.until_on,
        language=form.typed["language"],
        interpreter=form.typed["interpreter"] == "yes",
        explained=form.typed["explained"],
        capacity=form.typed["capacity"],
        present=form.typed["present"],
        basis=Basis(form.typed["basis"]),
        supersedes=before if form.typed["follows"] == "yes" else None,
    )
    return HttpResponseRedirect(reverse("consent:list", args=[code]))


def _before(request: HttpRequest, person: Person, form: AskForm) -> Consent | None:
    """Return the yes that holds for the same recipient and purpose: a new one may follow it."""
    if form.recipient is None or form.purpose is None:
        return None
    return standing(actor_of(request), person, form.recipient, form.purpose, on=today_of(request))


def _page(
    request: HttpRequest, form: AskForm, context: dict[str, object], *, answering: bool
) -> HttpResponse:
    template = "consent/answer.html" if answering else "consent/ask.html"
    status = 422 if form.errors else 200
    return render(request, template, context | {"form": form, "errors": form.errors}, status=status)
