"""The pages of kept worksheets: keep one, those of a person, one of them, and concluding."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from clew.ground.accounts.actors import actor_of, today_of
from clew.recognise.classification import actions, queries
from clew.recognise.classification import worksheet as sheet
from clew.recognise.classification.forms import form_of
from clew.recognise.screening.queries import NobodyOfYours, person_stood_by
from clew.rules.law.classification import Conclusion
from clew.survivor.people.permissions import NotYours
from clew.survivor.people.queries import NoSuchPerson, person_for


def keep(request: HttpRequest) -> HttpResponse:
    """Ask for whom the worksheet is kept, then keep it."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("classification:worksheet"))
    actor = actor_of(request)
    form = form_of(request.POST.dict())
    typed = request.POST.get("for", "")
    errors = {}
    if request.POST.get("do") == "keep":
        try:
            person = person_stood_by(actor, typed)
            row = actions.keep(actor=actor, person=person, form=form, on=today_of(request))
        except NobodyOfYours:
            errors["for"] = "Nobody you stand by has this code. Look at it again, letter by letter."
        except actions.NothingToKeep:
            errors["for"] = "Answer a fact on the sheet first, or mend what is wrong on it."
        else:
            return HttpResponseRedirect(reverse("classification:sheet", args=[row.id]))
    context = {
        "typed": typed,
        "hidden": sorted(actions.answered_in(form).items()),
        "count": sum("." in name for name in actions.answered_in(form)),
        "points_to": sheet.conclusion_in_words(form),
        "result": form.result,
        "errors": errors,
    }
    return render(request, "classification/keep.html", context, status=422 if errors else 200)


def sheets(request: HttpRequest, code: str) -> HttpResponse:
    """List the sheets of one person, closed."""
    actor = actor_of(request)
    try:
        person = person_for(actor, code)
        rows = queries.of_person(actor, person)
    except (NoSuchPerson, NotYours) as unknown:
        raise Http404 from unknown
    return render(request, "classification/sheets.html", {"person": person, "rows": rows})


def kept_sheet(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """Show one sheet, with today's rules asked again; concluding happens on it."""
    actor = actor_of(request)
    try:
        row = queries.sheet_for(actor, sheet_id)
    except queries.NoSuchSheet as unknown:
        raise Http404 from unknown
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            actions.conclude(
                actor=actor,
                sheet=row,
                concluded=request.POST.get("concluded", ""),
                reason=request.POST.get("reason", ""),
                at=timezone.now(),
            )
        except actions.NotAConclusion:
            errors["concluded-trafficking"] = "Choose what you conclude. Nothing is chosen for you."
        except actions.NoReason:
            errors["reason"] = "Write why, in your own words, under 4,000 characters."
        except actions.AlreadyConcluded:
            errors["concluded-title"] = "Somebody concluded a moment ago. It stands below."
        else:
            return HttpResponseRedirect(reverse("classification:sheet", args=[row.id]))
        row = queries.sheet_for(actor, sheet_id)
    opened = queries.read(actor, row)
    context = {
        "row": row,
        "person": row.person,
        "opened": opened,
        "result": opened.form.result,
        "pointed_to": sheet.CONCLUSIONS.get(opened.pointed_to, opened.pointed_to),
        "points_to": sheet.conclusion_in_words(opened.form),
        "concluded": sheet.CONCLUSIONS.get(opened.concluded or "", opened.concluded),
        "trafficking": sheet.trafficking(opened.form),
        "smuggling": sheet.smuggling(opened.form),
        "conclusions": [(code.value, sheet.CONCLUSIONS[code.value]) for code in Conclusion],
        "typed": request.POST if errors else {},
        "errors": errors,
    }
    return render(request, "classification/sheet.html", context, status=422 if errors else 200)
