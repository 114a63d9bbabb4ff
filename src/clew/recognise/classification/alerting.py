"""The pages of the letter to the defence: read it, print it, see what would leave, send it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clew.ground.accounts.actors import actor_of, today_of
from clew.ground.accounts.models import Organisation
from clew.recognise.classification import defence
from clew.recognise.classification.models import Classification
from clew.recognise.classification.printing import printed
from clew.recognise.classification.sheets import row_or_404
from clew.rules.consent.deciding import Allowed, Refused
from clew.rules.consent.kinds import Kind
from clew.survivor.release import actions as release
from clew.survivor.release.gate import ask_each
from clew.survivor.release.items import Item, fingerprint

_STALE = "A yes changed since you looked. Nothing was sent. This is what would leave now."
_CHANGED = "Something was changed since you looked. Nothing was sent. Look once more."


def alert(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """Show the letter, and to whom it may go; without a conclusion, that one is wanted first."""
    actor = actor_of(request)
    row = row_or_404(actor, sheet_id)
    try:
        found = defence.letter(actor, row)
    except defence.NothingToRaise:
        nothing = {"row": row, "person": row.person, "letter": None}
        return render(request, "classification/alert.html", nothing)
    on = today_of(request)
    firms = []
    for firm in defence.solicitors(actor):
        asked = ask_each(
            actor=actor, person=row.person, kinds=defence.KINDS, recipient=firm,
            purpose=defence.PURPOSE, on=on,
        )  # fmt: skip
        firms.append((firm, asked[Kind.CLASSIFICATION]))
    context = {
        "row": row,
        "person": row.person,
        "letter": found,
        "firms": [(firm, isinstance(said, Allowed), said) for firm, said in firms],
    }
    return render(request, "classification/alert.html", context)


def letter_pdf(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """Give the letter as a PDF to read with the person; its name says nothing of them."""
    actor = actor_of(request)
    row = row_or_404(actor, sheet_id)
    try:
        found = defence.letter_on_paper(actor, row)
    except defence.NothingToRaise:
        return HttpResponseRedirect(reverse("classification:alert", args=[row.id]))
    answer = HttpResponse(
        printed(found, by=actor.organisation.name), content_type="application/pdf"
    )
    answer["Content-Disposition"] = f'attachment; filename="letter-{row.id.hex[:8]}.pdf"'
    return answer


def alert_to(request: HttpRequest, sheet_id: UUID, to: UUID) -> HttpResponse:
    """Show exactly what would leave to one law firm; sent, hand it over through the gate."""
    actor = actor_of(request)
    row = row_or_404(actor, sheet_id)
    firm = next((each for each in defence.solicitors(actor) if each.id == to), None)
    if firm is None:
        raise Http404
    try:
        parts = _parts(request, row, firm)
    except defence.NothingToRaise:
        return HttpResponseRedirect(reverse("classification:alert", args=[row.id]))
    if request.method != "POST":
        return _preview(request, row, firm, parts)
    if fingerprint(parts) != request.POST.get("shown", ""):
        return _preview(request, row, firm, parts, said=_CHANGED)
    epoch = request.POST.get("epoch", "")
    try:
        sent = release.commit(
            actor=actor,
            person=row.person,
            items=parts,
            recipient=firm,
            purpose=defence.PURPOSE,
            on=today_of(request),
            epoch=int(epoch) if epoch.isascii() and epoch.isdigit() else -1,
        )
    except (release.StaleConsent, release.RefusedNow):
        return _preview(request, row, firm, parts, said=_STALE)
    return HttpResponseRedirect(reverse("release:receipt", args=[row.person.code, sent.id]))


def _parts(request: HttpRequest, row: Classification, firm: Organisation) -> list[Item]:
    """Return what would leave: the name goes along only where the gate lets it through."""
    actor = actor_of(request)
    found = defence.letter(actor, row)
    asked = ask_each(
        actor=actor, person=row.person, kinds=[Kind.IDENTITY], recipient=firm,
        purpose=defence.PURPOSE, on=today_of(request),
    )  # fmt: skip
    named = isinstance(asked[Kind.IDENTITY], Allowed)
    return defence.items(actor, row.person, found, named=named)


def _preview(
    request: HttpRequest,
    row: Classification,
    firm: Organisation,
    parts: list[Item],
    *,
    said: str = "",
) -> HttpResponse:
    answer = release.propose(
        actor=actor_of(request),
        person=row.person,
        items=parts,
        recipient=firm,
        purpose=defence.PURPOSE,
        on=today_of(request),
    )
    refused = answer if isinstance(answer, Refused) else None
    context = {
        "row": row,
        "person": row.person,
        "firm": firm,
        "purpose": defence.PURPOSE,
        "parts": parts,
        "refused": refused,
        "epoch": "" if isinstance(answer, Refused) else answer.epoch,
        "shown": fingerprint(parts),
        "errors": {"leaves": said} if said else {},
    }
    status = 409 if said else (422 if refused else 200)
    return render(request, "classification/alert_to.html", context, status=status)
