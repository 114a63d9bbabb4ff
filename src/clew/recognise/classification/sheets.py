"""The pages of kept sheets: keep one, those of a person, one of them, and concluding."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from clew.ground.accounts.actors import actor_of, today_of
from clew.ground.accounts.models import Member
from clew.recognise.classification import actions, queries
from clew.recognise.classification import worksheet as arranged
from clew.recognise.classification.forms import form_of
from clew.recognise.classification.holding import LONGEST_NAME
from clew.recognise.classification.models import Classification
from clew.recognise.classification.reading import reading
from clew.recognise.screening.queries import NobodyOfYours, person_stood_by
from clew.rules.law.classification import Conclusion
from clew.rules.law.contradictions import contradictions
from clew.rules.law.telling import most_telling
from clew.survivor.people.permissions import NotYours
from clew.survivor.people.queries import NoSuchPerson, person_for


def keep(request: HttpRequest) -> HttpResponse:
    """Ask for whom the worksheet is kept, which phase it is and about whom; then keep it."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("classification:worksheet"))
    actor = actor_of(request)
    form = form_of(request.POST.dict())
    typed = request.POST.dict()
    errors = {}
    if typed.get("do") == "keep":
        try:
            person = person_stood_by(actor, typed.get("for", ""))
            row = actions.keep(
                actor=actor,
                person=person,
                form=form,
                on=today_of(request),
                phase=typed.get("phase", ""),
                about=typed.get("about", ""),
                may_be_victim=typed.get("may_be_victim", ""),
            )
        except NobodyOfYours:
            errors["for"] = "Nobody you stand by has this code. Look at it again, letter by letter."
        except actions.NothingToKeep:
            errors["for"] = "Answer a fact on the sheet first, or mend what is wrong on it."
        except actions.NameTooLong:
            errors["phase"] = f"Keep the two names under {LONGEST_NAME} characters each."
        else:
            return HttpResponseRedirect(reverse("classification:sheet", args=[row.id]))
    context = {
        "typed": typed,
        "hidden": sorted(actions.answered_in(form).items()),
        "count": sum("." in name for name in actions.answered_in(form)),
        "points_to": arranged.conclusion_in_words(form),
        "result": form.result,
        "longest": LONGEST_NAME,
        "errors": errors,
    }
    return render(request, "classification/keep.html", context, status=422 if errors else 200)


def sheets(request: HttpRequest, code: str) -> HttpResponse:
    """List the sheets of one person, closed."""
    actor = actor_of(request)
    try:
        person = person_for(actor, code)
        found = queries.sheets_of(actor, person)
    except (NoSuchPerson, NotYours) as unknown:
        raise Http404 from unknown
    older = {row.id for row in queries.of_other_editions(actor, person)}
    context = {"person": person, "sheets": found, "older": older}
    return render(request, "classification/sheets.html", context)


def kept_sheet(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """Show one version of a sheet, with today's rules asked again; concluding happens on it."""
    actor = actor_of(request)
    row = row_or_404(actor, sheet_id)
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = _conclude(request, row)
        if not errors:
            return HttpResponseRedirect(reverse("classification:sheet", args=[row.id]))
        row = queries.sheet_for(actor, sheet_id)
    sheet = queries.whole_sheet(actor, row)
    others = queries.sheets_of(actor, row.person)
    opened = queries.read(actor, row)
    context = sheet_context(opened) | {
        "sheet": sheet,
        "is_newest": not sheet.waiting and sheet.newest.id == row.id,
        "phases": [(each, queries.phase_of(each.newest)) for each in others],
        "pointed_to": arranged.CONCLUSIONS.get(opened.pointed_to, opened.pointed_to),
        "concluded": arranged.CONCLUSIONS.get(opened.concluded or "", opened.concluded),
        "earlier": [
            (each, arranged.CONCLUSIONS.get(str(each.concluded), str(each.concluded)))
            for each in reversed(sheet.versions)
            if each.concluded_by_id and each.id != row.id
        ],
        "conclusions": [(code.value, arranged.CONCLUSIONS[code.value]) for code in Conclusion],
        "typed": request.POST if errors else {},
        "errors": errors,
    }
    return render(request, "classification/sheet.html", context, status=422 if errors else 200)


def sheet_context(opened: queries.Opened) -> dict[str, object]:
    """Return what every page about one opened sheet shows."""
    row, form = opened.row, opened.form
    result = form.result
    return {
        "row": row,
        "person": row.person,
        "opened": opened,
        "held": opened.held,
        "result": result,
        "on": form.on,
        "points_to": arranged.conclusion_in_words(form),
        "reading": reading(row.person.code, opened.held, form),
        "telling": most_telling(form.facts, result) if form.facts and result else (),
        "contradictions": contradictions(form.facts) if form.facts else (),
    }


def row_or_404(actor: Member, sheet_id: UUID) -> Classification:
    """Return a version that the actor may open; anything else is not there."""
    try:
        return queries.sheet_for(actor, sheet_id)
    except queries.NoSuchSheet as unknown:
        raise Http404 from unknown


def _conclude(request: HttpRequest, row: Classification) -> dict[str, str]:
    try:
        actions.conclude(
            actor=actor_of(request),
            sheet=row,
            concluded=request.POST.get("concluded", ""),
            reason=request.POST.get("reason", ""),
            at=timezone.now(),
        )
    except actions.NotAConclusion:
        return {"concluded-trafficking": "Choose what you conclude. Nothing is chosen for you."}
    except actions.NoReason:
        return {"reason": "Write why, in your own words, under 4,000 characters."}
    except actions.AlreadyConcluded:
        return {"concluded-title": "Somebody concluded a moment ago. It stands below."}
    except actions.NotNewest:
        return {"concluded-title": "The facts were changed since. Look at the newest sheet first."}
    return {}
