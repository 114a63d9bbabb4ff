"""Taking a yes back: one page that says what happens, and one press."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clew.ground.accounts.actors import actor_of
from clew.rules.consent.kinds import Kind, Purpose
from clew.survivor.consent.models import Consent
from clew.survivor.consent.queries import NoSuchConsent, consent_for
from clew.survivor.people.models import Person
from clew.survivor.people.pages import kept_person
from clew.survivor.release import actions, queries


def withdraw(request: HttpRequest, code: str, consent_id: UUID) -> HttpResponse:
    """Say what would be recalled and what cannot be fetched back; take the yes back."""
    actor, person = actor_of(request), kept_person(request, code)
    consent = _consent(request, person, consent_id)
    if request.method == "POST":
        actions.withdraw(actor=actor, consent=consent)
        return HttpResponseRedirect(reverse("consent:list", args=[code]))
    if hasattr(consent, "withdrawal"):
        return HttpResponseRedirect(reverse("consent:list", args=[code]))
    resting = queries.resting_on(actor, consent)
    context = {
        "person": person,
        "consent": consent,
        "kinds": [kind for kind in Kind if kind.value in consent.kinds],
        "purpose": Purpose(consent.purpose),
        "resting": [
            (row, ", ".join(kind.label for kind in Kind if kind.value in row.kinds))
            for row in resting
        ],
        "asked_to_delete": any(not row.in_table for row in resting),
    }
    return render(request, "release/withdraw.html", context)


def _consent(request: HttpRequest, person: Person, consent_id: UUID) -> Consent:
    try:
        consent = consent_for(actor_of(request), consent_id)
    except NoSuchConsent as unknown:
        raise Http404 from unknown
    if consent.person_id != person.id:  # somebody else's consent under this person's address
        raise Http404
    return consent
