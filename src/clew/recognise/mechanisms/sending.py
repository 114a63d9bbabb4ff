"""The pages of letting a referral go: to whom, exactly what leaves, and the files afterwards."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clew.ground.accounts.actors import actor_of, today_of
from clew.ground.accounts.models import Organisation
from clew.recognise.mechanisms import exporting, leaving, queries
from clew.recognise.mechanisms.actions import AlreadyLeft
from clew.recognise.mechanisms.bound import unbound_words
from clew.recognise.mechanisms.form import Mechanism, mechanism
from clew.recognise.mechanisms.models import Preparation, Sending
from clew.recognise.mechanisms.printing import printed, without_status_words
from clew.rules.consent.duties import duties
from clew.rules.consent.kinds import RecipientKind
from clew.rules.consent.wall import warning
from clew.survivor.consent.queries import of_person as consents_of
from clew.survivor.release.actions import RefusedNow, StaleConsent
from clew.survivor.release.items import fingerprint
from clew.survivor.release.packaging import NotOpen

_STALE = "A yes changed since you looked. Nothing was sent. This is what would leave now."
_CHANGED = "An answer changed since you looked. Nothing was sent. Look once more."
_LEFT = "It was sent before. Nothing was sent a second time."


def whom(request: HttpRequest, preparation_id: UUID) -> HttpResponse:
    """Choose the authority; what is missing is said first."""
    actor = actor_of(request)
    row = _row(request, preparation_id)
    opened = queries.open_for_check(actor, row)
    context = {
        "row": row,
        "person": row.person,
        "mechanism": opened.mechanism,
        "missing": opened.missing(),
        "authorities": list(queries.authorities(actor)),
    }
    return render(request, "mechanisms/whom.html", context)


def preview(request: HttpRequest, preparation_id: UUID, to: UUID) -> HttpResponse:
    """Show exactly what would leave, on what, and what stays."""
    return _preview(request, _row(request, preparation_id), _authority(request, to))


def send(request: HttpRequest, preparation_id: UUID, to: UUID) -> HttpResponse:
    """Let go what was shown, or say in one sentence why not and show what would leave now."""
    row, authority = _row(request, preparation_id), _authority(request, to)
    epoch = request.POST.get("epoch", "")
    try:
        left = leaving.send(
            actor=actor_of(request),
            preparation=row,
            to=authority,
            on=today_of(request),
            epoch=int(epoch) if epoch.isascii() and epoch.isdigit() else -1,
            shown=request.POST.get("shown", ""),
        )
    except StaleConsent:
        return _preview(request, row, authority, said=_STALE)
    except leaving.ChangedSincePreview:
        return _preview(request, row, authority, said=_CHANGED)
    except AlreadyLeft:
        return _preview(request, row, authority, said=_LEFT)
    except RefusedNow as refused:
        return _preview(request, row, authority, said=refused.refusal.because)
    except (leaving.NotComplete, leaving.NamesThem, leaving.AgeContradicted):
        return _preview(request, row, authority)
    return HttpResponseRedirect(reverse("mechanisms:sent", args=[left.id]))


def sent(request: HttpRequest, sending_id: UUID) -> HttpResponse:
    """Show one referral that left, and offer it as a file."""
    return _sent(request, _sending(request, sending_id))


def pdf(request: HttpRequest, sending_id: UUID) -> HttpResponse:
    """Give what left as an accessible PDF."""
    return _file(request, sending_id, "pdf")


def as_json(request: HttpRequest, sending_id: UUID) -> HttpResponse:
    """Give what left as JSON."""
    return _file(request, sending_id, "json")


def _file(request: HttpRequest, sending_id: UUID, kind: str) -> HttpResponse:
    actor, on = actor_of(request), today_of(request)
    row = _sending(request, sending_id)
    try:
        taken = exporting.opened(actor=actor, sending=row, on=on)
        body = printed(taken) if kind == "pdf" else exporting.as_json(taken).encode()
        exporting.hand_out(actor=actor, taken=taken, on=on)
    except NotOpen:
        said = "The yes behind it was taken back, or its last day is over. There is no file of it."
        return _sent(request, row, said=said)
    types = {"pdf": "application/pdf", "json": "application/json"}
    answer = HttpResponse(body, content_type=types[kind])
    answer["Content-Disposition"] = f'attachment; filename="referral-{row.id.hex[:8]}.{kind}"'
    return answer


def _sent(request: HttpRequest, row: Sending, *, said: str = "") -> HttpResponse:
    found, on = mechanism(row.mechanism), today_of(request)
    stayed = exporting.is_without_status(row, on=on)
    context = {
        "row": row,
        "person": row.person,
        "mechanism": found,
        "beside": row.on_yes is not None and not stayed,
        "route": found.routes[row.route],
        "duty": duties().get(row.release.duty),
        "without": without_status_words(found.routes[row.route]) if stayed else "",
        "said": said,
    }
    return render(request, "mechanisms/sent.html", context, status=409 if said else 200)


def _preview(
    request: HttpRequest, row: Preparation, to: Organisation, *, said: str = ""
) -> HttpResponse:
    actor, on = actor_of(request), today_of(request)
    opened = queries.open_whole(actor, row)
    missing = opened.missing()
    if missing:
        return HttpResponseRedirect(reverse("mechanisms:whom", args=[row.id]))
    found = leaving.departure(actor, opened, to, on=on)
    context = {
        "row": row,
        "person": row.person,
        "mechanism": opened.mechanism,
        "recipient": to,
        "route": found.route,
        "departure": found,
        "age_page": _age_page(opened.mechanism),
        "duty": duties().get(found.duty),
        "unbound": unbound_words(actor, found.route),
        "warning": warning(RecipientKind(to.kind)),
        "consents": [
            each
            for each in consents_of(actor, row.person)
            if each.organisation_id == to.id and each.purpose == found.route.purpose
        ],
        "epoch": found.epoch,
        "shown": fingerprint(found.items),
        "said": said,
    }
    return render(request, "mechanisms/preview.html", context, status=409 if said else 200)


def _age_page(found: Mechanism) -> str:
    """Return the page on which the age is asked; the first where none is."""
    asks = found.age.field if found.age else ""
    pages = [page.id for page in found.pages() if asks in {each.id for each in page.fields}]
    return pages[0] if pages else next(found.pages()).id


def _row(request: HttpRequest, preparation_id: UUID) -> Preparation:
    try:
        return queries.preparation_for(actor_of(request), preparation_id, on=today_of(request))
    except queries.NoSuchPreparation as unknown:
        raise Http404 from unknown


def _authority(request: HttpRequest, to: UUID) -> Organisation:
    found = queries.authorities(actor_of(request)).filter(id=to).first()
    if found is None:
        raise Http404
    return found


def _sending(request: HttpRequest, sending_id: UUID) -> Sending:
    try:
        return queries.sending_for(actor_of(request), sending_id)
    except queries.NoSuchSending as unknown:
        raise Http404 from unknown
