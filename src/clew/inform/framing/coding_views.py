"""Coding a text sentence by sentence, and comparing what several people said. Nothing is kept."""

import json
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clew.inform.framing import coding, comparing
from clew.inform.framing.tables import listed_or_taken
from clew.inform.framing.taking import FILE, MOST_CHARACTERS, TEXT
from clew.rules.framing.agreement import TWO
from clew.rules.framing.agreement_files import as_json, differences_as_csv, measures_as_csv
from clew.rules.framing.codings import as_file
from clew.rules.framing.scheme import correct, scheme
from clew.rules.sources.faults import WrongInput

_CSV: Final = "text/csv; charset=utf-8"
_STEPS: Final = {"back": -1, "next": 1}


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Ask for a text, show its sentences with the scheme, and hand out the coder's file."""
    if request.method != "POST":
        return _begin(request, {}, "", "")
    do = request.POST.get("do", "")
    if do == "begin":
        return _begun(request)
    try:
        sheet = coding.sent(request.POST)
    except (ValueError, WrongInput):
        said = _("That page had been changed on its way. Begin again with the text.")
        return _begin(request, {TEXT: said}, request.POST.get("label", "")[:20], "")
    if sheet.errors:
        return _sheet(request, sheet)
    if do != "finish":
        return _sheet(request, coding.turned(sheet, _STEPS.get(do, 0)))
    done = sheet.coding
    if done is None:
        return _sheet(request, coding.unfinished(sheet))
    return _file(as_file(done), _CSV, f"coding-{done.coder}.csv")


def _begun(request: HttpRequest) -> HttpResponse:
    label, given = request.POST.get("label", "").strip(), listed_or_taken(request)
    errors = coding.label_wrong(label) | given.errors
    if not errors:
        try:
            return _sheet(request, coding.begun(label, given.text))
        except WrongInput as wrong:
            where = FILE if request.FILES else TEXT
            errors = {where: " ".join(wrong.sentences)}
    return _begin(request, errors, label, given.text)


def _begin(request: HttpRequest, errors: dict[str, str], label: str, text: str) -> HttpResponse:
    context = {
        "errors": errors,
        "label": label,
        "text": text,
        "scheme": scheme(),
        "most_in_words": f"{MOST_CHARACTERS:,}",
    }
    return render(request, "framing/code.html", context, status=422 if errors else 200)


def _sheet(request: HttpRequest, sheet: coding.Sheet) -> HttpResponse:
    problems = {name: kind for name, kind in scheme().items() if name not in correct()}
    context = {
        "sheet": sheet,
        "errors": sheet.errors,
        "problems": problems,
        "correct": correct(),
        "scheme": scheme(),
        "page": sheet.at + 1,
    }
    return render(request, "framing/code_sheet.html", context, status=422 if sheet.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: HttpRequest) -> HttpResponse:
    """Take coding files, and show how far they agree; or hand that out as a file."""
    if request.method != "POST":
        return _agreement(request, comparing.Compared("", ""))
    do, sent = request.POST.get("do", ""), comparing.taken(request)
    if do == "add":
        return _agreement(request, sent)
    shown = comparing.compared(sent)
    if shown.found is None or do not in _FILES:
        return _agreement(request, shown)
    if do == "json":
        made = json.dumps(as_json(shown.found), ensure_ascii=False, indent=2)
    elif do == "measures":
        made = measures_as_csv(shown.found)
    else:
        made = differences_as_csv(shown.found, shown.sentences)
    kind, name = _FILES[do]
    return _file(made, kind, name)


_FILES: Final = {
    "measures": (_CSV, "agreement.csv"),
    "differences": (_CSV, "differences.csv"),
    "json": ("application/json", "agreement.json"),
}


def _agreement(request: HttpRequest, shown: comparing.Compared) -> HttpResponse:
    found = shown.found
    context = {
        "shown": shown,
        "found": found,
        "errors": shown.errors,
        "scheme": scheme(),
        "of_two": found is not None and len(found.coders) == TWO,
        "measures": [each for each in found.measures if any(each.said)] if found else [],
        "unsaid": [each.code for each in found.measures if not any(each.said)] if found else [],
        "differences": list(comparing.differences(shown)),
    }
    status = 422 if shown.errors else 200
    return render(request, "framing/agreement.html", context, status=status)


def _file(made: str, kind: str, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name)
    headers = {"Content-Disposition": str(disposition)}
    return HttpResponse(made, content_type=kind, headers=headers)
