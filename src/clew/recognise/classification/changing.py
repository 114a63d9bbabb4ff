"""The pages that change a kept sheet: its facts, its names, what they rest on, two that wait."""

from dataclasses import replace
from uuid import UUID

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clew.ground.accounts.actors import actor_of, today_of
from clew.recognise.classification import actions, queries
from clew.recognise.classification.forms import form_of
from clew.recognise.classification.holding import (
    LONGEST_NAME,
    LONGEST_WORDS,
    Evidence,
    Held,
    Source,
    differing,
    is_fact,
    known_or_nothing,
)
from clew.recognise.classification.models import Classification
from clew.recognise.classification.proposing import Proposal, confirmed, proposals, put_aside
from clew.recognise.classification.reading import SOURCES, asked, choices, facts_of
from clew.recognise.classification.sheets import row_or_404
from clew.recognise.classification.views import worksheet_context
from clew.rules.law.bearing import fact_names
from clew.rules.law.known import Known

_BY_HAND = (Source.ACCOUNT, Source.DOCUMENT, Source.SEEN)
_EMPTY = "Answer a fact on the sheet first: an empty sheet, or one with a fault, is not kept."
_NAMES = {
    "phase": "which time",
    "about": "who is said to have done it",
    "may_be_victim": "whether they may be a victim themselves",
    "jurisdiction": "the law",
    "on": "day of the facts",
    "born": "day of birth",
}


def facts(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """Open a kept sheet on the worksheet; what is sent back becomes its next version."""
    actor = actor_of(request)
    row = row_or_404(actor, sheet_id)
    held = queries.read(actor, row).held
    form = form_of(request.POST.dict() if request.method == "POST" else dict(held.answers))
    if request.method == "POST" and not form.errors:
        try:
            return _kept(request, row, replace(held, answers=actions.answered_in(form)))
        except actions.NothingToKeep:
            form.errors["act.recruitment"] = _EMPTY
    context = worksheet_context(form) | {"may_keep": True, "version": row.id}
    status = 422 if form.errors else 200
    return render(request, "classification/worksheet.html", context, status=status)


def about(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """Change which phase a sheet is of, and whom it is about."""
    actor = actor_of(request)
    row = row_or_404(actor, sheet_id)
    held = queries.read(actor, row).held
    errors = {}
    if request.method == "POST":
        sent = request.POST
        held = replace(
            held,
            phase=sent.get("phase", "").strip(),
            about=sent.get("about", "").strip(),
            may_be_victim=known_or_nothing(sent.get("may_be_victim", "")),
        )
        try:
            return _kept(request, row, held)
        except actions.NameTooLong:
            errors["phase"] = f"Keep the two names under {LONGEST_NAME} characters each."
        except actions.NothingToKeep:
            errors["phase"] = _EMPTY
    context = {
        "row": row,
        "person": row.person,
        "held": held,
        "longest": LONGEST_NAME,
        "errors": errors,
    }
    return render(request, "classification/about.html", context, status=422 if errors else 200)


def sources(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """Show what each fact rests on, what is proposed, and take what a person decides of it."""
    actor = actor_of(request)
    row = row_or_404(actor, sheet_id)
    held = queries.read(actor, row).held
    found = proposals(actor, row.person, held, on=today_of(request))
    errors: dict[str, str] = {}
    if request.method == "POST":
        changed, errors = _sent(request, held, found)
        if not errors:
            try:
                return _kept(request, row, changed, back="classification:sources")
            except actions.NothingToKeep:
                errors = {"rests-h": _EMPTY}
    context = {
        "row": row,
        "person": row.person,
        "held": held,
        "facts": facts_of(row.person.code, held),
        "proposed": [(item, asked(item.fact), SOURCES[item.evidence.source]) for item in found],
        "choices": choices(),
        "sources": [(each.value, SOURCES[each]) for each in _BY_HAND],
        "longest": LONGEST_WORDS,
        "typed": request.POST if errors else {},
        "errors": errors,
    }
    return render(request, "classification/sources.html", context, status=422 if errors else 200)


def choose(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """Show two versions that wait, answer by answer, and take a choice for each."""
    actor = actor_of(request)
    row = row_or_404(actor, sheet_id)
    newest = queries.waiting(actor, row)
    if len(newest) < 2:  # noqa: PLR2004 -- nothing waits for a choice
        return HttpResponseRedirect(reverse("classification:sheet", args=[newest[0].id]))
    first, second = queries.read_beside(actor, newest[:2], name="classification.opened")
    names = differing(first.held, second.held)
    errors: dict[str, str] = {}
    if request.method == "POST":
        missing = [name for name in names if request.POST.get(name) not in {"first", "second"}]
        errors = {f"c-{name}": f"Choose one: {in_words(name)}." for name in missing}
        if not errors:
            held = _chosen(request, first.held, second.held, names)
            try:
                made = actions.choose(
                    actor=actor, between=(first.row, second.row), held=held, on=today_of(request)
                )
            except actions.NotNewest:
                return HttpResponseRedirect(reverse("classification:choose", args=[row.id]))
            except actions.NothingToKeep:
                errors = {"c-title": "These choices cannot stand together. Choose otherwise."}
            else:
                return HttpResponseRedirect(reverse("classification:sheet", args=[made.id]))
    context = {
        "row": row,
        "person": row.person,
        "first": first,
        "second": second,
        "more": len(newest) - 2,
        "clashes": [
            (name, in_words(name), *_both(first.held, second.held, name)) for name in names
        ],
        "typed": request.POST if errors else {},
        "errors": errors,
    }
    return render(request, "classification/choose.html", context, status=422 if errors else 200)


def again(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """Write the same facts down once more, so that somebody concludes anew."""
    actor = actor_of(request)
    row = row_or_404(actor, sheet_id)
    try:
        made = actions.again(actor=actor, sheet=row, on=today_of(request))
    except (actions.NotNewest, actions.NothingToKeep):
        newest = queries.waiting(actor, row)[-1]
        return HttpResponseRedirect(reverse("classification:sheet", args=[newest.id]))
    return HttpResponseRedirect(reverse("classification:sheet", args=[made.id]))


def in_words(name: str) -> str:
    """Return what an answer of a sheet is called."""
    return str(asked(name)) if name in fact_names() else _NAMES.get(name, name)


def _kept(
    request: HttpRequest, row: Classification, held: Held, *, back: str = "classification:sheet"
) -> HttpResponse:
    """Keep a changed sheet, and go where it is read; where two wait, to the choice."""
    outcome = actions.change(actor=actor_of(request), sheet=row, held=held, on=today_of(request))
    if isinstance(outcome, actions.Waits):
        return HttpResponseRedirect(reverse("classification:choose", args=[outcome.row.id]))
    return HttpResponseRedirect(reverse(back, args=[outcome.row.id]))


def _sent(request: HttpRequest, held: Held, found: list[Proposal]) -> tuple[Held, dict[str, str]]:
    """Return the sheet as one of the three forms of the page leaves it, or what is missing."""
    match request.POST.get("do"):
        case "decide":
            changed = _decided(request, held, found)
            wrong = {"proposed": "Choose what you do with at least one of them."}
        case "aside":
            changed = _put_aside(request, held)
            wrong = {"rests-h": "Mark at least one of them."}
        case _:
            return _by_hand(request, held)
    return changed, ({} if changed != held else wrong)


def _decided(request: HttpRequest, held: Held, found: list[Proposal]) -> Held:
    """Apply what was chosen for each proposal."""
    for number, item in enumerate(found):
        if request.POST.get(f"k-{number}") != item.key:
            continue  # another list than the one shown: what moved is asked again
        match request.POST.get(f"p-{number}"):
            case "confirm":
                held = confirmed(held, item)
            case "aside":
                held = put_aside(held, item)
            case _:
                pass
    return held


def _put_aside(request: HttpRequest, held: Held) -> Held:
    """Set aside what was marked among the evidence of the sheet; it stays readable."""
    marked = set(request.POST.getlist("aside"))
    for name, items in held.cited.items():
        for item in items:
            if f"{name}|{item.key}" in marked:
                held = held.citing(name, replace(item, set_aside=True))
    return held


def _by_hand(request: HttpRequest, held: Held) -> tuple[Held, dict[str, str]]:
    """Read what somebody wrote as evidence of one fact, or what is missing of it."""
    sent = request.POST
    fact, says, words = (sent.get(name, "") for name in ("fact", "says", "words"))
    errors = {}
    if fact not in fact_names():
        errors["fact"] = "Choose the fact that it says something of."
    if says not in {Known.YES, Known.NO}:
        errors["says-yes"] = "Say whether it speaks for a yes or for a no."
    if sent.get("source") not in {each.value for each in _BY_HAND}:
        errors["source-account"] = "Say what it is: told, a document, or seen."
    if not words.strip() or len(words) > LONGEST_WORDS:
        errors["words"] = f"Write what it says, under {LONGEST_WORDS} characters."
    if errors:
        return held, errors
    evidence = Evidence(
        source=Source(sent["source"]),
        ref="",
        says=Known(says),
        words=words.strip(),
        by=str(actor_of(request).id),
        on=today_of(request).isoformat(),
    )
    return held.citing(fact, evidence), {}


def _both(first: Held, second: Held, name: str) -> tuple[str, str]:
    return _value(first, name), _value(second, name)


def _value(held: Held, name: str) -> str:
    if name in {"phase", "about", "may_be_victim"}:
        return str(getattr(held, name))
    return held.answer(name) or (Known.UNKNOWN.value if is_fact(name) else "")


def _chosen(request: HttpRequest, first: Held, second: Held, names: tuple[str, ...]) -> Held:
    """Return the first sheet with what was chosen from the second, and the evidence of both."""
    held = first
    for name, items in second.cited.items():
        for item in items:
            held = held.citing(name, item)
    for name in names:
        if request.POST[name] != "second":
            continue
        if name in {"phase", "about", "may_be_victim"}:
            held = replace(held, **{name: getattr(second, name)})
        elif name in {*fact_names(), *second.answers, *first.answers}:
            held = held.answering(name, second.answer(name))
        else:
            msg = "a choice named no answer of the two sheets"
            raise SuspiciousOperation(msg)
    return held
