"""The pages of decisions that came back: write one down, correct one."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clew.ground.accounts.actors import actor_of, today_of
from clew.recognise.mechanisms import deciding, queries
from clew.recognise.mechanisms.form import Mechanism, mechanism, mechanism_of
from clew.recognise.mechanisms.models import Decision
from clew.recognise.mechanisms.outcomes import RECONSIDERATION, NoSuchOutcome, outcomes
from clew.survivor.people.models import Person
from clew.survivor.people.pages import kept_person

_SENTENCES: dict[type[Exception], tuple[str, Promise]] = {
    NoSuchOutcome: ("decision", _("Choose which decision it is, and how it went.")),
    deciding.NotYet: ("decided_on", _("A day lies in the future. Look at both days again.")),
    deciding.ToldBeforeDecided: (
        "told_on", _("It was told before it was made. Look at both days again."),
    ),
    deciding.AlreadyDecided: (
        "decision",
        _("This decision is written down. Correct that one, or add a reconsideration."),
    ),
    deciding.NothingToReconsider: (
        "decision", _("There is no negative decision before that day to reconsider."),
    ),
    deciding.AlreadyCorrected: ("reason", _("It was corrected before. Correct the newer one.")),
    deciding.NoReason: ("reason", _("Write why the earlier one was wrong, in a few sentences.")),
}  # fmt: skip


class _NoDay(Exception):
    """A day was not given, or not as a day; `place` is where."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place


_EXPECTED: tuple[type[Exception], ...] = (
    _NoDay, deciding.NothingBefore, deciding.TooLong, *_SENTENCES,
)  # fmt: skip


def decide(request: HttpRequest, code: str) -> HttpResponse:
    """Write down a decision that came back."""
    person = kept_person(request, code)
    found = mechanism_of(actor_of(request).organisation.jurisdiction)
    if found is None:
        raise Http404
    if request.method != "POST":
        return _page(request, person, found, {})
    try:
        deciding.record(
            actor=actor_of(request), person=person, mechanism_id=found.id,
            typed=_typed(request), on=today_of(request),
        )  # fmt: skip
    except _EXPECTED as error:
        return _page(request, person, found, _sentence(error))
    return HttpResponseRedirect(reverse("mechanisms:person", args=[code]))


def correct(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """Correct a decision; the earlier one stays and is shown with the reason."""
    try:
        row = queries.decision_for(actor_of(request), decision_id)
    except queries.NoSuchDecision as unknown:
        raise Http404 from unknown
    found = mechanism(row.mechanism)
    if request.method != "POST":
        return _page(request, row.person, found, {}, row=row)
    none = request.POST.get("none") == "yes"
    try:
        deciding.correct(
            actor=actor_of(request), decision=row, typed=None if none else _typed(request),
            reason=request.POST.get("reason", ""), on=today_of(request),
        )  # fmt: skip
    except _EXPECTED as error:
        return _page(request, row.person, found, _sentence(error), row=row)
    return HttpResponseRedirect(reverse("mechanisms:person", args=[row.person.code]))


def _typed(request: HttpRequest) -> deciding.Typed:
    step, _colon, outcome = request.POST.get("decision", "").partition(":")
    return deciding.Typed(
        step=step,
        outcome=outcome,
        decided_on=_day(request, "decided_on"),
        told_on=_day(request, "told_on"),
        told_by=request.POST.get("told_by", ""),
        words=request.POST.get("words", ""),
    )


def _day(request: HttpRequest, name: str) -> date:
    try:
        return date.fromisoformat(request.POST.get(name, ""))
    except ValueError:
        raise _NoDay(name) from None


def _sentence(error: Exception) -> dict[str, str]:
    if isinstance(error, _NoDay):
        return {error.place: str(_("Give a whole day."))}
    if isinstance(error, deciding.NothingBefore):
        wanted = {"step": str(error)}
        sentence = _("Write down a positive decision on “%(step)s” first.") % wanted
        return {"decision": str(sentence)}
    if isinstance(error, deciding.TooLong):
        count = {"most": f"{deciding.LONGEST_WORDS:,}", "is": f"{error.length:,}"}
        return {error.place: _("Write at most %(most)s characters; this has %(is)s.") % count}
    place, words = _SENTENCES[type(error)]
    return {place: str(words)}


def _page(
    request: HttpRequest,
    person: Person,
    found: Mechanism,
    errors: dict[str, str],
    *,
    row: Decision | None = None,
) -> HttpResponse:
    law = outcomes(found.id)
    steps = [*law.steps, RECONSIDERATION]
    typed = request.POST.dict()
    if row is not None and not typed:
        typed = {
            "decision": f"{row.step}:{row.outcome}",
            "decided_on": row.decided_on.isoformat(),
            "told_on": row.told_on.isoformat(),
        }
    context = {
        "person": person,
        "mechanism": found,
        "row": row,
        "groups": [
            (law.label(step), [
                (f"{step}:{code}", outcome.label) for code, outcome in law.outcomes_of(step).items()
            ])
            for step in steps
        ],
        "before": law.label(row.step) if row else "",
        "reconsideration": law.reconsideration,
        "typed": typed,
        "errors": errors,
    }  # fmt: skip
    return render(request, "mechanisms/decision.html", context, status=422 if errors else 200)
