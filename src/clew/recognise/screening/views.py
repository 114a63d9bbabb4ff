"""The pages of a screening: choose, prepare, ask, check, outcome."""

from typing import Final

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from clew.ground.accounts.actors import today_of
from clew.recognise.screening.about import (
    AGES,
    BETWEEN,
    About,
    Between,
    code_or_nothing,
    for_age,
)
from clew.recognise.screening.forms import SEEN, SPOKEN, ConsentForm, QuestionForm
from clew.recognise.screening.headings import heading_of
from clew.recognise.screening.interview import (
    CHOICE_FIELD,
    WORDS_FIELD,
    Choice,
    Interview,
    Tampered,
    asked,
    is_observed,
)
from clew.recognise.screening.noting import DAY_FIELD, OPINION_FIELD, SOURCE_FIELD, SOURCES, Note
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
_PLACES: Final = {
    "choice": "choice-present",
    "words": "words",
    "source": "source",
    "seen_on": "seen_on",
    "opinion": "opinion",
}
_CONSENT_PLACES: Final = {
    "talk": "talk-yes",
    "private": "private-yes",
    "safe": "safe-yes",
    "between": "between-nobody",
    "age": "age-adult",
}


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
    person = code_or_nothing(request.POST.get("for") or request.GET.get("for") or "")
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if given["talk"] == "no":
            return render(request, "screening/not_now.html", {"instrument": chosen})
        about = About.begun(age=given["age"], between=given["between"], person=person)
        wrong = [name for name in ("private", "safe") if given[name] == "no"]
        if wrong or about.between is Between.CAME_ALONG:
            return _not_here(request, chosen, about, wrong)
        held = Interview(for_age(chosen, about.age), about=about)
        return ask(request, held, held.order[0].id)
    status = 422 if form.errors else 200
    context = {
        "instrument": chosen,
        "form": form,
        "person": person,
        "ages": AGES,
        "between": BETWEEN,
        "errors": _errors(form, _CONSENT_PLACES),
    }
    return render(request, "screening/prepare.html", context, status=status)


def _not_here(
    request: HttpRequest, chosen: Instrument, about: About, wrong: list[str]
) -> HttpResponse:
    """Say what is missing before anybody is asked anything."""
    context = {"instrument": chosen, "about": about, "wrong": wrong}
    return render(request, "screening/not_here.html", context)


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
        return ask(request, held, go.removeprefix("to:"))
    if at == CHECK:
        if go == "children":
            return _check(request, held.asked_with(for_age(held.instrument, held.about.age)), held)
        return _outcome(request, held) if go == OUTCOME else _check(request, held)
    return _answered(request, held, at, go)


def _answered(request: HttpRequest, held: Interview, at: str, go: str) -> HttpResponse:
    """Take the answer to the question `at`, then go on, back, past the part, or to the end."""
    taken = take(request, held, at, go)
    if isinstance(taken, HttpResponse):
        return taken
    target = {
        "back": taken.before(at) or at,
        "next_part": taken.after_part_of(at),
        "stop": None,
    }.get(go, taken.after(at))
    return _check(request, taken) if target is None else ask(request, taken, target)


def take(request: HttpRequest, held: Interview, at: str, go: str) -> Interview | HttpResponse:
    """Take the answer that the page of the question `at` sent.

    Returns the interview with it, or the page again where something is wrong with it.

    Raises:
        Tampered: `at` is no question of this instrument.
    """
    held.part_number(at)
    form = QuestionForm(request.POST, today=today_of(request))
    unanswered = not request.POST.get("choice")
    if unanswered and go in {"skip", "back", "next_part", "stop", "later"}:
        form.errors.pop("choice", None)  # these ways need no answer
    if form.errors:
        return ask(request, held, at, form=form)
    choice = None if go == "skip" or unanswered else Choice(form.cleaned_data["choice"])
    return held.with_answer(at, choice, form.cleaned_data.get("words", ""), form.note)


def ask(
    request: HttpRequest,
    held: Interview,
    at: str,
    form: QuestionForm | None = None,
    wrong: dict[str, str] | None = None,
) -> HttpResponse:
    """Show one question, with what was answered to it before or typed just now.

    Args:
        request: whose page it is.
        held: the interview as far as it has come.
        at: the question.
        form: what was sent and is not right.
        wrong: sentences of another cause, by the element they belong to.
    """
    number = held.part_number(at)
    part = held.parts[number - 1]
    indicator = next(item for item in part.indicators if item.id == at)
    question = asked(indicator)
    seen = question is not None and is_observed(question)
    typed = form.data if form is not None else {}
    errors = (_errors(form, _PLACES) if form else {}) | (wrong or {})
    note = held.notes.get(at, Note())
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
        "sources": SOURCES,
        "source": typed.get("source", "") if form else note.source or "",
        "seen_on": typed.get("seen_on", "") if form else note.on.isoformat() if note.on else "",
        "opinion": typed.get("opinion", "") if form else note.opinion,
        "today": today_of(request),
        "is_first": held.before(at) is None,
        "settled": held.settled(at),
        "errors": errors,
        "hidden": _hidden(held, without=at),
        "may_put_by": may_keep(request.user),
    }
    return render(request, "screening/question.html", context, status=422 if errors else 200)


def _check(request: HttpRequest, held: Interview, was: Interview | None = None) -> HttpResponse:
    """Show every question with its answer. `was` is the talk before its set was exchanged."""
    left = [item for item in was.order if item.id in was.choices] if was else []
    context = {
        "holds": True,
        "held": held,
        "instrument": held.instrument,
        "hidden": _hidden(held),
        "may_keep": bool(held.choices) and may_keep(request.user),
        "may_put_by": may_keep(request.user),
        "contradictions": held.contradictions,
        "ages": AGES,
        "children": for_age(held.instrument, held.about.age),
        "left_out": [item for item in left if item.id not in held.choices],
        "rows": _rows(held),
    }
    return render(request, "screening/check.html", context)


def _outcome(request: HttpRequest, held: Interview) -> HttpResponse:
    result = held.result()
    context = {
        "holds": True,
        "held": held,
        "instrument": held.instrument,
        "result": result,
        "heading": heading_of(result.overall),
        "asks": [(item, asked(item)) for item in result.ask_next[:5]],
        "asks_left": max(0, len(result.ask_next) - 5),
        "present": [
            (item, held.words.get(item.id))
            for item in held.order
            if held.choices.get(item.id) is Choice.PRESENT
        ],
        "contradictions": held.contradictions,
        "children": for_age(held.instrument, held.about.age),
        "hidden": _hidden(held),
        "may_put_by": may_keep(request.user),
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
                    "note": held.notes.get(item.id),
                }
                for item in part.indicators
            ],
        )
        for part in held.parts
    ]


def _hidden(held: Interview, without: str | None = None) -> list[tuple[str, str]]:
    """Return what the next page must carry back."""
    fields = (CHOICE_FIELD, WORDS_FIELD, SOURCE_FIELD, DAY_FIELD, OPINION_FIELD)
    left_out = {f"{field}{without}" for field in fields}
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
