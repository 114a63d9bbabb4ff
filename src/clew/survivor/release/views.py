"""Releasing in four steps: whom and what for, which parts, the preview, the receipt.

Each step asks the rules again. Between the steps a form carries ids and codes, never a value.
"""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from clew.ground.accounts.actors import actor_of, today_of
from clew.ground.accounts.models import Circle, Organisation
from clew.rules.consent.deciding import Refused
from clew.rules.consent.kinds import Purpose
from clew.survivor.consent.queries import last_days, last_use, may_be_asked_for
from clew.survivor.consent.queries import of_person as consents_of
from clew.survivor.people.models import Person
from clew.survivor.people.pages import kept_person, seen_person
from clew.survivor.people.permissions import may_change
from clew.survivor.release import actions, queries
from clew.survivor.release.forms import Choice, choice_of
from clew.survivor.release.gate import ask
from clew.survivor.release.items import Item, fingerprint
from clew.survivor.release.offers import NoLongerThere, kinds_of, offers, picked
from clew.survivor.release.receipts import receipt_context


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a release: who is asked about, and what was chosen so far."""

    person: Person
    choice: Choice
    recipient: Organisation | Circle
    purpose: Purpose


def start(request: HttpRequest, code: str) -> HttpResponse:
    """Show what was released, and ask to whom and what for."""
    return _start(request, seen_person(request, code))


def pick(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a consent covers, to be picked; the rest locked, with the reason."""
    step = _step(request, code)
    return _pick(request, step) if isinstance(step, Step) else step


def preview(request: HttpRequest, code: str) -> HttpResponse:
    """Show exactly what would leave. Nothing has left."""
    step = _step(request, code)
    if not isinstance(step, Step):
        return step
    found = _items(request, step)
    return _preview(request, step, found) if isinstance(found, list) else found


def send(request: HttpRequest, code: str) -> HttpResponse:
    """Hand over what the preview showed; if anything changed since, show a new preview."""
    step = _step(request, code)
    if not isinstance(step, Step):
        return step
    found = _items(request, step)
    if not isinstance(found, list):
        return found
    if fingerprint(found) != step.choice.seen:
        return _preview(request, step, found, changed=True)
    try:
        sent = actions.commit(
            actor=actor_of(request),
            person=step.person,
            items=found,
            recipient=step.recipient,
            purpose=step.purpose,
            on=today_of(request),
            epoch=step.choice.epoch,
        )
    except actions.StaleConsent:
        return _preview(request, step, found, changed=True)
    except actions.RefusedNow as shut:
        return _refused(request, step, shut.refusal)
    return HttpResponseRedirect(reverse("release:receipt", args=[code, sent.id]))


def receipt(request: HttpRequest, code: str, release_id: UUID) -> HttpResponse:
    """Show what left, to whom, on which consents, and what became of it."""
    actor, person = actor_of(request), seen_person(request, code)
    try:
        release = queries.release_of(actor, person, release_id)
    except queries.NoSuchRelease as unknown:
        raise Http404 from unknown
    return render(request, "release/receipt.html", receipt_context(request, person, release))


def _step(request: HttpRequest, code: str) -> Step | HttpResponse:
    """Read whom and what for; without both, go back to where they are asked."""
    person = kept_person(request, code)
    choice = choice_of(
        request.POST.dict(), request.POST.getlist("parts"), may_be_asked_for(actor_of(request))
    )
    if choice.errors or choice.recipient is None or choice.purpose is None:
        return _start(request, person, choice)
    return Step(person, choice, choice.recipient, choice.purpose)


def _items(request: HttpRequest, step: Step) -> list[Item] | HttpResponse:
    """Open what was picked, after the rules were asked; or answer why nothing is opened."""
    actor, keys = actor_of(request), step.choice.keys
    if not keys:
        return _pick(request, step, _("Pick at least one part."))
    try:
        decided = ask(
            actor=actor,
            person=step.person,
            kinds=kinds_of(keys),
            recipient=step.recipient,
            purpose=step.purpose,
            on=today_of(request),
        )
        if isinstance(decided, Refused):
            return _refused(request, step, decided)
        return picked(actor, step.person, keys)
    except NoLongerThere:
        return _pick(request, step, _("A part you picked is no longer there. Pick again."))


def _start(request: HttpRequest, person: Person, choice: Choice | None = None) -> HttpResponse:
    actor = actor_of(request)
    errors = choice.errors if choice else {}
    context = {
        "person": person,
        "keeps": may_change(actor, person),
        "recipients": may_be_asked_for(actor),
        "purposes": list(Purpose),
        "typed": choice.typed if choice else {},
        "errors": errors,
        "released": [(row, Purpose(row.purpose)) for row in queries.of_person(actor, person)],
    }
    return render(request, "release/start.html", context, status=422 if errors else 200)


def _pick(request: HttpRequest, step: Step, wrong: str = "") -> HttpResponse:
    found = offers(
        actor=actor_of(request),
        person=step.person,
        recipient=step.recipient,
        purpose=step.purpose,
        on=today_of(request),
    )
    context = {
        "person": step.person,
        "step": step,
        "offers": found,
        "any": any(offer.items for offer in found),
        "cited": list(
            dict.fromkeys(c for offer in found if offer.locked for c in offer.locked.citations)
        ),
        "errors": {"f-parts": wrong} if wrong else {},
    }
    return render(request, "release/pick.html", context, status=422 if wrong else 200)


def _preview(
    request: HttpRequest, step: Step, items: list[Item], *, changed: bool = False
) -> HttpResponse:
    """Show what would leave, as the consents are now."""
    actor, on = actor_of(request), today_of(request)
    proposal = actions.propose(
        actor=actor,
        person=step.person,
        items=items,
        recipient=step.recipient,
        purpose=step.purpose,
        on=on,
    )
    if isinstance(proposal, Refused):
        return _refused(request, step, proposal)
    resting = proposal.allowed.consents
    context = {
        "person": step.person,
        "step": step,
        "items": proposal.items,
        "consents": [row for row in consents_of(actor, step.person) if str(row.id) in resting],
        "until": last_use(resting, last_days(resting)),
        "epoch": proposal.epoch,
        "seen": fingerprint(items),
        "changed": changed,
    }
    return render(request, "release/preview.html", context, status=409 if changed else 200)


def _refused(request: HttpRequest, step: Step, refusal: Refused) -> HttpResponse:
    """Say why nothing leaves, and where that is written."""
    context = {"person": step.person, "step": step, "refusal": refusal}
    return render(request, "release/refused.html", context, status=422)
