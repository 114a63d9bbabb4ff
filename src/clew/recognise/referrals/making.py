"""The pages that make a referral: choose who is asked, pick, see exactly what leaves, send.

Nothing is stored between two pages: what was picked travels in the page, and what is sent is read
anew and held against what was shown.
"""

from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clew.ground.accounts.actors import actor_of, today_of
from clew.ground.accounts.models import Member, Organisation
from clew.recognise.referrals import actions, queries
from clew.recognise.referrals import items as parts
from clew.recognise.referrals.services import label_of as service_label
from clew.recognise.referrals.services import services
from clew.recognise.screening.channels import label_of
from clew.recognise.screening.queries import trail_of
from clew.recognise.training.attending import sessions_of
from clew.rules.consent.deciding import Refused
from clew.rules.consent.kinds import RecipientKind
from clew.rules.consent.wall import warning
from clew.survivor.consent import queries as consents
from clew.survivor.people.models import Person
from clew.survivor.people.permissions import may_change
from clew.survivor.people.queries import NoSuchPerson, person_for
from clew.survivor.release.actions import NothingPicked, RefusedNow, StaleConsent, propose

_STALE: Final = "A yes changed since you looked. Nothing was sent. This is what would leave now."
_CHANGED: Final = "Something was changed since you looked. Nothing was sent. Look once more."


def new(request: HttpRequest, code: str) -> HttpResponse:
    """Choose what is asked for, and the organisation that is asked."""
    actor = actor_of(request)
    person = _person(actor, code)
    asked_for = _service(request)
    context = {
        "person": person,
        "organisations": list(queries.recipients(actor, asked_for)),
        "services": list(services().items()),
        "service": asked_for,
        "asked_for": service_label(asked_for) if asked_for else "",
    }
    return render(request, "referrals/new.html", context)


def pick(request: HttpRequest, code: str, to: UUID) -> HttpResponse:
    """Pick what goes; what the person has not agreed to stays shut, with the reason."""
    actor = actor_of(request)
    person, recipient = _person(actor, code), _recipient(request, to)
    return _pick(request, person, recipient)


def preview(request: HttpRequest, code: str, to: UUID) -> HttpResponse:
    """Show exactly what would leave, to whom, and on which consent."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("referrals:pick", args=[code, to]))
    actor = actor_of(request)
    person, recipient = _person(actor, code), _recipient(request, to)
    return _preview(request, person, recipient)


def send(request: HttpRequest, code: str, to: UUID) -> HttpResponse:
    """Send what was shown, or say in one sentence why not and show what would leave now."""
    actor = actor_of(request)
    person, recipient = _person(actor, code), _recipient(request, to)
    epoch = request.POST.get("epoch", "")
    try:
        referral = actions.make(
            actor=actor,
            person=person,
            to=recipient,
            keys=request.POST.getlist("item"),
            needs=_needs(request),
            on=today_of(request),
            epoch=int(epoch) if epoch.isascii() and epoch.isdigit() else -1,
            shown=request.POST.get("shown", ""),
            training_session=request.POST.get("training_session", ""),
            service=_service(request),
        )
    except StaleConsent:
        return _preview(request, person, recipient, said=_STALE)
    except actions.ChangedSincePreview:
        return _preview(request, person, recipient, said=_CHANGED)
    except RefusedNow as refused:
        return _pick(request, person, recipient, {"what-goes": refused.refusal.because})
    except (NothingPicked, actions.NeedsTooLong, actions.NothingAsked):
        return _preview(request, person, recipient)
    return HttpResponseRedirect(reverse("referrals:sent_one", args=[referral.id]))


def _pick(
    request: HttpRequest,
    person: Person,
    recipient: Organisation,
    errors: dict[str, str] | None = None,
    *,
    said: str = "",
) -> HttpResponse:
    actor = actor_of(request)
    asked_for = _service(request)
    found = parts.offers(
        actor=actor, person=person, to=recipient, on=today_of(request), service=asked_for
    )
    context = {
        "service": asked_for,
        "asked_for": service_label(asked_for) if asked_for else "",
        "purpose": parts.purpose_of(asked_for),
        "person": person,
        "recipient": recipient,
        "warning": warning(RecipientKind(recipient.kind)),
        "offers": [
            (offer, [(item, parts.label_of(item.kind, item.name)) for item in offer.items])
            for offer in found
        ],
        "cited": list(dict.fromkeys(cited for offer in found for cited in offer.citations)),
        "picked": request.POST.getlist("item"),
        "needs": _needs(request),
        "longest": parts.LONGEST_NEEDS,
        "said": said,
        "errors": errors or {},
    }
    return render(request, "referrals/pick.html", context, status=_status(errors, said))


def _preview(
    request: HttpRequest, person: Person, recipient: Organisation, *, said: str = ""
) -> HttpResponse:
    actor, today, needs = actor_of(request), today_of(request), _needs(request)
    if len(needs) > parts.LONGEST_NEEDS:
        sentence = f"Keep it under {parts.LONGEST_NEEDS} characters; it has {len(needs)}."
        return _pick(request, person, recipient, {"needs": sentence})
    asked_for = _service(request)
    if asked_for and not needs.strip():
        said_why = "Write what is needed: who is asked answers that, and nothing else."
        return _pick(request, person, recipient, {"needs": said_why})
    purpose = parts.purpose_of(asked_for)
    found = parts.offers(actor=actor, person=person, to=recipient, on=today, service=asked_for)
    items = parts.picked(found, request.POST.getlist("item"), needs)
    if not items:
        if said:  # what was picked may no longer go: nothing is left to preview
            return _pick(request, person, recipient, said=said)
        return _pick(
            request, person, recipient, {"what-goes": "Pick at least one thing that goes."}
        )
    answer = propose(
        actor=actor, person=person, items=items, recipient=recipient, purpose=purpose, on=today,
    )  # fmt: skip
    if isinstance(answer, Refused):
        return _pick(request, person, recipient, {"what-goes": answer.because}, said=said)
    channel, training_session = ("", "") if asked_for else trail_of(actor, person)
    context = {
        "person": person,
        "recipient": recipient,
        "purpose": purpose,
        "service": asked_for,
        "asked_for": service_label(asked_for) if asked_for else "",
        "warning": warning(RecipientKind(recipient.kind)),
        "leaving": [(item, parts.label_of(item.kind, item.name)) for item in items],
        "staying": [offer for offer in found if offer.is_locked],
        "consents": [
            row
            for row in consents.of_person(actor, person)
            if str(row.id) in answer.allowed.consents
        ],
        "channel": label_of(channel),
        "training_session": training_session,
        "sessions": [] if training_session or asked_for else sessions_of(actor),
        "picked_session": request.POST.get("training_session", ""),
        "needs": needs,
        "epoch": answer.epoch,
        "shown": parts.fingerprint(items),
        "said": said,
    }
    return render(request, "referrals/preview.html", context, status=_status(None, said))


def _status(errors: dict[str, str] | None, said: str) -> int:
    if said:
        return 409
    return 422 if errors else 200


def _service(request: HttpRequest) -> str:
    """Return the code of the service that is asked for; nothing for a referral."""
    asked_for = request.POST.get("service", request.GET.get("service", ""))
    if asked_for and asked_for not in services():
        raise Http404
    return asked_for


def _needs(request: HttpRequest) -> str:
    return request.POST.get("needs", "").replace("\r\n", "\n")


def _person(actor: Member, code: str) -> Person:
    """Return somebody the actor stands by; anybody else is not there."""
    try:
        person = person_for(actor, code)
    except NoSuchPerson as unknown:
        raise Http404 from unknown
    if not may_change(actor, person):
        raise Http404
    return person


def _recipient(request: HttpRequest, to: UUID) -> Organisation:
    found = queries.recipients(actor_of(request), _service(request)).filter(id=to).first()
    if found is None:
        raise Http404
    return found
