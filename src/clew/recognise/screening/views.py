"""The pages of a screening: choose, prepare, ask, check, outcome."""

from typing import Final

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from clew.recognise.screening.forms import SEEN, SPOKEN, ConsentForm, QuestionForm
from clew.recognise.screening.interview import (
    CHOICE_FIELD,
    WORDS_FIELD,
    Choice,
    Interview,
    Tampered,
    asked,
    is_observed,
)
from clew.recognise.screening.permissions import may_keep
from clew.rules.indicators.instruments import (
    Instrument,
    Scoring,
    instrument,
    instrument_ids,
    missing,
)

CHECK: Final = "check"
OUTCOME: Final = "outcome"


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Show the instruments, those that cannot be used yet included."""
    found = [instrument(instrument_id) for instrument_id in instrument_ids()]
    # Those that decide by a published rule first; lists without weights after them.
    found.sort(key=lambda item: (item.scoring is not Scoring.DIMENSIONS, item.title))
    usable = [item for item in found if item.scoring is not Scoring.NOT_SCORED]
    waiting = [item for item in found if item.scoring is Scoring.NOT_SCORED]
    context = {
        "usable": usable,
        "waiting": waiting,
        "missing": list(missing().values()),
        "may_keep": may_keep(request.user),
    }
    return render(request, "screening/choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: HttpRequest, instrument_id: str) -> HttpResponse:
    """Prepare the place, ask whether the person wants to talk, and begin."""
    chosen = instrument_or_404(instrument_id)
    form = ConsentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["talk"] == "no":
            return render(request, "screening/not_now.html", {"instrument": chosen})
        return _question(request, Interview(chosen), chosen.indicators[0].id)
    status = 422 if form.errors else 200
    context = {"instrument": chosen, "form": form, "errors": _errors(form, {"talk": "talk-yes"})}
    return render(request, "screening/prepare.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def interview(request: HttpRequest, instrument_id: str) -> HttpResponse:
    """Take one answer and go where the worker asked to go."""
    chosen = instrument_or_404(instrument_id)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("screening:prepare", args=[chosen.id]))
    try:
        held = Interview.held_in(chosen, request.POST.dict())
        return _move(request, held)
    except Tampered as error:
        msg = "the interview got something it never offered"
        raise SuspiciousOperation(msg) from error


def _move(request: HttpRequest, held: Interview) -> HttpResponse:
    go = request.POST.get("go", "next")
    at = request.POST.get("at", "")
    if go.startswith("to:"):
        return _question(request, held, go.removeprefix("to:"))
    if at == CHECK:
        return _outcome(request, held) if go == OUTCOME else _check(request, held)
    return _answered(request, held, at, go)


def _answered(request: HttpRequest, held: Interview, at: str, go: str) -> HttpResponse:
    """Take the answer to the question `at`, then go on, back, past the part, or to the end."""
    held.part_number(at)  # refuses an id that is no question of this instrument
    form = QuestionForm(request.POST)
    valid = form.is_valid()
    unanswered = not request.POST.get("choice")
    may_be_empty = go in {"skip", "back", "next_part", "stop"}
    if not valid and not (may_be_empty and unanswered and "words" not in form.errors):
        return _question(request, held, at, form=form)
    choice = None if go == "skip" or unanswered else Choice(form.cleaned_data["choice"])
    held = held.with_answer(at, choice, form.cleaned_data.get("words", ""))
    target = {
        "back": held.before(at) or at,
        "next_part": held.after_part_of(at),
        "stop": None,
    }.get(go, held.after(at))
    return _check(request, held) if target is None else _question(request, held, target)


def _question(
    request: HttpRequest, held: Interview, at: str, form: QuestionForm | None = None
) -> HttpResponse:
    number = held.part_number(at)
    part = held.parts[number - 1]
    indicator = next(item for item in part.indicators if item.id == at)
    question = asked(indicator)
    seen = question is not None and is_observed(question)
    typed = form.data if form is not None else {}
    errors = _errors(form, {"choice": "choice-present", "words": "words"}) if form else {}
    context = {
        "held": held,
        "instrument": held.instrument,
        "part": part,
        "part_number": number,
        "question_number": part.indicators.index(indicator) + 1,
        "indicator": indicator,
        "question": question,
        "seen": seen,
        "options": SEEN if seen else SPOKEN,
        "chosen": typed.get("choice") if form else held.choices.get(at),
        "words": typed.get("words", "") if form else held.words.get(at, ""),
        "is_first": held.before(at) is None,
        "settled": held.settled(at),
        "errors": errors,
        "hidden": _hidden(held, without=at),
    }
    return render(request, "screening/question.html", context, status=422 if errors else 200)


def _check(request: HttpRequest, held: Interview) -> HttpResponse:
    context = {
        "holds": True,
        "held": held,
        "instrument": held.instrument,
        "hidden": _hidden(held),
        "may_keep": bool(held.choices) and may_keep(request.user),
    }
    return render(request, "screening/check.html", context | {"rows": _rows(held)})


def _outcome(request: HttpRequest, held: Interview) -> HttpResponse:
    result = held.result()
    context = {
        "holds": True,
        "held": held,
        "instrument": held.instrument,
        "result": result,
        "asks": [(item, asked(item)) for item in result.ask_next[:5]],
        "asks_left": max(0, len(result.ask_next) - 5),
        "present": [
            (item, held.words.get(item.id))
            for item in held.order
            if held.choices.get(item.id) is Choice.PRESENT
        ],
        "hidden": _hidden(held),
        "may_keep": bool(held.choices) and may_keep(request.user),
    }
    return render(request, "screening/outcome.html", context)


def _rows(held: Interview) -> list[tuple[str, list[dict[str, object]]]]:
    """Return every question by part, with its answer in words."""
    return [
        (
            part.name,
            [
                {
                    "indicator": item,
                    "question": asked(item),
                    "choice": SPOKEN.get(held.choices[item.id])
                    if item.id in held.choices
                    else None,
                    "words": held.words.get(item.id),
                }
                for item in part.indicators
            ],
        )
        for part in held.parts
    ]


def _hidden(held: Interview, without: str | None = None) -> list[tuple[str, str]]:
    """Return what the next page must carry back."""
    left_out = {f"{CHOICE_FIELD}{without}", f"{WORDS_FIELD}{without}"}
    return [(name, value) for name, value in held.carried if name not in left_out]


def _errors(form: ConsentForm | QuestionForm, places: dict[str, str]) -> dict[str, str]:
    """Return one sentence per faulty field, by the id of the element it belongs to."""
    return {places[name]: str(found[0]) for name, found in form.errors.items()}


def instrument_or_404(instrument_id: str) -> Instrument:
    """Return an instrument that can be answered. Raises `Http404`."""
    try:
        chosen = instrument(instrument_id)
    except KeyError as unknown:
        raise Http404 from unknown
    if chosen.scoring is Scoring.NOT_SCORED:
        raise Http404
    return chosen
