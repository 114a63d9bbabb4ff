"""The claims of one person: statements of fact that they may let be used, each with its grade."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clew.ground.accounts.actors import actor_of
from clew.ground.audit import reads
from clew.ground.vault.compartments import Compartment
from clew.rules.network.grades import Grade, NoSuchGrade
from clew.rules.network.kinds import kind_of
from clew.support.casework.forms import ClaimForm
from clew.support.casework.models import Case
from clew.support.casework.views.finding import case_to_change
from clew.survivor.claims.actions import state
from clew.survivor.claims.models import Claim
from clew.survivor.claims.queries import of_person


def claims(request: HttpRequest, code: str) -> HttpResponse:
    """Show the claims, for who stands by the person only; and write one down."""
    case = case_to_change(request, code)
    actor = actor_of(request)
    form = ClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        state(
            actor=actor, person=case.person, kind=typed["kind"], value=typed["value"],
            words=typed["words"], grade=form.grade, certainty=typed["certainty"],
            seen_on=typed["seen_on"],
        )  # fmt: skip
        return HttpResponseRedirect(reverse("casework:claims", args=[code]))
    context = {
        "case": case,
        "claims": [_in_words(row) for row in _opened(request, case)],
        "form": form,
        "errors": form.sentences,
    }
    return render(request, "casework/claims.html", context, status=422 if form.errors else 200)


def _opened(request: HttpRequest, case: Case) -> list[Claim]:
    actor = actor_of(request)
    found = of_person(actor, case.person)
    if found:
        reads.record(
            actor=actor,
            name="claims.opened",
            subjects=[case.person_id],
            compartments=[Compartment.TESTIMONY],
            about=f"casework.Case:{case.id}",
        )
    return found


def _in_words(row: Claim) -> dict[str, object]:
    try:
        kind = kind_of(row.kind).label
    except ValueError:  # a kind that no rule describes any more is still shown
        kind = row.kind
    try:
        grade = Grade.parse(row.grade).in_words
    except NoSuchGrade:
        grade = ""
    return {"row": row, "kind": kind, "grade": grade}
