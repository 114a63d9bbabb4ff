"""The worksheet, the explainer, and the published cases."""

from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.middleware import HtmxDetails

from clew.recognise.classification import worksheet as sheet
from clew.recognise.classification.comparison import differences, routes
from clew.recognise.classification.forms import FactsForm, form_of, form_of_facts
from clew.recognise.screening.permissions import may_keep
from clew.rules.law.contradictions import contradictions
from clew.rules.law.elements import codes, jurisdiction
from clew.rules.law.facts import Facts
from clew.rules.law.published_cases import PublishedCase, facts_of, published_cases
from clew.rules.law.telling import most_telling

_LONGEST_CODE: Final = 20


class HtmxHttpRequest(HttpRequest):
    """A request as HtmxMiddleware leaves it."""

    htmx: HtmxDetails


@require_http_methods(["GET", "HEAD", "POST"])
def worksheet(request: HtmxHttpRequest) -> HttpResponse:
    """Show the worksheet; answer it whole, or only its answers when a fact has just changed."""
    if request.method == "POST":
        form = form_of(request.POST.dict())
    else:
        form = _from_case(request.GET.get("case", ""), request.GET.get("document", ""))
    context = worksheet_context(form) | _keeping(request)
    if not request.htmx:
        status = 422 if form.errors else 200
        return render(request, "classification/worksheet.html", context, status=status)
    if _same_elements(request):
        # The lamps on the page stay, with the focus in them; only what they say is exchanged.
        answers = render(request, "classification/_answers.html", context)
        answers["HX-Reswap"] = "none"
        return answers
    return render(request, "classification/worksheet.html", context)


def _keeping(request: HttpRequest) -> dict[str, object]:
    """Say whether whoever is here may keep the sheet, and for which person or sheet it is open."""
    if not may_keep(request.user):
        return {"may_keep": False}
    sent = request.POST if request.method == "POST" else request.GET
    return {
        "may_keep": True,
        "for_code": sent.get("for", "")[:_LONGEST_CODE],
        "version": _version(request.POST.get("version", "")),
    }


def _version(typed: str) -> UUID | None:
    """Return the version of a kept sheet that the page was opened on, if it was."""
    try:
        return UUID(typed)
    except ValueError:
        return None


def _same_elements(request: HttpRequest) -> bool:
    """Say whether the law still asks for the elements that the page shows."""
    return request.POST.get("jurisdiction") == request.POST.get("shown_for")


def worksheet_context(form: FactsForm) -> dict[str, object]:
    """Return what the worksheet shows of the facts that stand on it."""
    return {
        "holds": True,
        "form": form,
        "result": form.result,
        "on": form.on,
        "points_to": sheet.conclusion_in_words(form),
        "trafficking": sheet.trafficking(form),
        "smuggling": sheet.smuggling(form),
        "beside": sheet.beside(form),
        "child": sheet.child_row(form),
        "more": sheet.more_facts(form),
        "carried": sheet.carried(form),
        "file": sheet.as_file(form),
        "jurisdictions": laws(),
        "by_law": sheet.by_every_law(form),
        "telling": most_telling(form.facts, form.result) if form.facts and form.result else (),
        "contradictions": contradictions(form.facts) if form.facts else (),
        "errors": {sheet.element_id(name): text for name, text in form.errors.items()},
    }


def laws() -> list[tuple[str, str]]:
    """Return the code and name of every law with data, to choose from."""
    return [(code, jurisdiction(code).name) for code in sorted(codes()) if codes()[code] == code]


def _from_case(case_id: str, document_id: str) -> FactsForm:
    """Open the worksheet on a published case; without one, on nothing known."""
    if not case_id:
        return form_of({})
    found = [facts for facts in _facts(case_id) if facts.id == document_id] or _facts(case_id)[:1]
    return form_of_facts(found[0])


@require_safe
def explained(request: HttpRequest) -> HttpResponse:
    """Show how the two crimes differ, and the published cases to try."""
    context = {"differences": differences(), "cases": published_cases()}
    return render(request, "classification/explained.html", context)


@require_safe
def asylum(request: HttpRequest) -> HttpResponse:
    """Explain asylum, no penalty for entry, and safe routes, each with its source."""
    return render(request, "classification/asylum.html", {"said": routes()})


@require_safe
def published_case(request: HttpRequest, case_id: str) -> HttpResponse:
    """Show one published case: the facts, the source's answer, and what the rules say."""
    documents = []
    for facts in _facts(case_id):
        form = form_of_facts(facts)
        documents.append(
            {
                "id": facts.id,
                "facts": facts,
                "form": form,
                "result": form.result,
                "points_to": sheet.conclusion_in_words(form),
                "trafficking": sheet.trafficking(form),
                "smuggling": sheet.smuggling(form),
            }
        )
    ids = list(published_cases())
    place = ids.index(case_id)
    context = {
        "case_id": case_id,
        "case": _case(case_id),
        "documents": documents,
        "before": ids[place - 1] if place else None,
        "after": ids[place + 1] if place + 1 < len(ids) else None,
    }
    return render(request, "classification/published_case.html", context)


def _case(case_id: str) -> PublishedCase:
    try:
        return published_cases()[case_id]
    except KeyError as unknown:
        raise Http404 from unknown


def _facts(case_id: str) -> tuple[Facts, ...]:
    _case(case_id)
    return facts_of(case_id)
