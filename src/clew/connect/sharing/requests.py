"""Requests for information: listed, asked, opened, answered item by item; the steps of an order."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clew.connect.sharing import queries, requesting
from clew.connect.sharing.models import InformationRequest, RequestItem
from clew.connect.sharing.states import (
    BASES,
    REASONS,
    WHO_PRESSES,
    Basis,
    ItemState,
    OrderState,
    Reason,
)
from clew.connect.sharing.views import opens_here, received_here
from clew.ground.accounts.actors import actor_of, today_of
from clew.ground.pairs.actions import NobodyToAsk
from clew.ground.pairs.permissions import NotYourOperation
from clew.rules.consent.kinds import Kind, Purpose, RecipientKind
from clew.rules.consent.wall import opening
from clew.survivor.people.permissions import NotYours, may_change
from clew.survivor.release.packaging import NotOpen
from clew.survivor.release.queries import Received, code_behind, release_for


def requests(request: HttpRequest) -> HttpResponse:
    """List what was asked from here and of here. Nothing is opened."""
    actor = actor_of(request)
    rows = queries.open_items(actor, on=today_of(request))
    shown = [
        (row, Purpose(row.purpose), waiting, late, queries.is_ours(actor, row))
        for row, waiting, late in rows
        if queries.is_ours(actor, row) or opens_here()
    ]
    return render(request, "sharing/requests.html", {"rows": shown})


def ask(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """Ask for more about the person behind a release."""
    received = received_here(request, release_id)
    if received.state != "open":
        raise Http404
    if request.method != "POST":
        return _form(request, received)
    typed = {name: request.POST.get(name, "") for name in ("for", "basis", "words", "by")}
    chosen = request.POST.getlist("kinds")
    try:
        row = requesting.ask(
            actor=actor_of(request),
            release=release_for(actor_of(request), release_id),
            kinds=[Kind(kind) for kind in chosen],
            purpose=Purpose(typed["for"]),
            basis=Basis(typed["basis"]),
            words=typed["words"],
            by_on=date.fromisoformat(typed["by"]),
            on=today_of(request),
        )
    except requesting.NothingAsked:
        errors = {"f-kinds": _("Choose at least one thing.")}
    except requesting.BehindTheWall:
        errors = {"f-kinds": _("One of these never goes to you for this purpose.")}
    except requesting.NoWords:
        errors = {"f-words": _("Say in a few sentences what it is needed for.")}
    except requesting.TooEarly:
        errors = {"f-by": _("This day is over. Choose today or a later day.")}
    except NotOpen as over:
        raise Http404 from over
    except ValueError:
        errors = {"f-for": _("Choose purpose and basis, and write a day such as 2026-06-30.")}
    else:
        return HttpResponseRedirect(reverse("sharing:request", args=[row.id]))
    return _form(request, received, errors, typed | {"kinds": chosen})


def one(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Open one request; the person can see that it was read."""
    return _page(request, _found(request, request_id))


def answer(request: HttpRequest, request_id: UUID, item_id: UUID) -> HttpResponse:
    """Answer one thing that was asked for."""
    row = _found(request, request_id)
    item = RequestItem.rows.filter(id=item_id, request=row).first()
    if item is None:
        raise Http404
    reason = request.POST.get("reason", "")
    try:
        requesting.answer(
            actor=actor_of(request),
            request=row,
            item=item,
            state=ItemState(request.POST.get("state", "")),
            reason=Reason(reason) if reason else None,
            words=request.POST.get("words", ""),
            at=timezone.now(),
        )
    except requesting.NoWords:
        wrong = _("Say why: choose a reason, and write a sentence where it is another one.")
        return _page(request, row, {f"i-{item.id}": wrong})
    except ValueError:
        return _page(request, row, {f"i-{item.id}": _("Choose one of the answers.")})
    except (NotYours, queries.NoSuchRequest) as foreign:
        raise Http404 from foreign
    return HttpResponseRedirect(reverse("sharing:request", args=[request_id]))


def order(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Take the next step of a lawful order."""
    row, actor = _found(request, request_id), actor_of(request)
    sent = request.POST
    steps: dict[str, Callable[[], None]] = {
        "counsel": lambda: requesting.counsel_read(
            actor=actor,
            request=row,
            words=sent.get("words", ""),
            privileged=sent.get("privileged") == "yes",
        ),
        "told": lambda: requesting.person_was_told(
            actor=actor, request=row, told=True, at=timezone.now()
        ),
        "barred": lambda: requesting.person_was_told(
            actor=actor, request=row, told=False, at=timezone.now()
        ),
        "contest": lambda: requesting.contest(actor=actor, request=row),
    }
    step = steps.get(sent.get("step", ""))
    if step is None:
        return _page(request, row, {"f-order": _("Choose one of the steps.")})
    try:
        step()
    except requesting.NoWords:
        return _page(request, row, {"f-order": _("Name the lawyer who read it.")})
    except requesting.NotNext:
        return _page(request, row, {"f-order": _("This is not the next step any more.")})
    except (NobodyToAsk, NotYourOperation):
        return _page(
            request, row, {"f-order": _("Nobody here could look at it as a second person.")}
        )
    except NotYours as foreign:
        raise Http404 from foreign
    return HttpResponseRedirect(reverse("sharing:request", args=[request_id]))


def _found(request: HttpRequest, request_id: UUID) -> InformationRequest:
    actor = actor_of(request)
    try:
        row = queries.request_for(actor, request_id)
    except queries.NoSuchRequest as unknown:
        raise Http404 from unknown
    if not queries.is_ours(actor, row) and not opens_here():
        raise Http404
    return row


def _form(
    request: HttpRequest,
    received: Received,
    errors: dict[str, str] | None = None,
    typed: dict[str, object] | None = None,
) -> HttpResponse:
    to = RecipientKind(actor_of(request).organisation.kind)
    purposes = [p for p in Purpose if any(opening(kind, to, p) for kind in Kind)]
    kinds = [k for k in Kind if any(opening(k, to, purpose) for purpose in purposes)]
    context = {
        "received": received,
        "kinds": kinds,
        "purposes": purposes,
        "bases": BASES,
        "errors": errors or {},
        "typed": typed or {"for": received.purpose.value, "basis": Basis.CONSENT.value},
    }
    return render(request, "sharing/ask.html", context, status=422 if errors else 200)


def _page(
    request: HttpRequest, row: InformationRequest, errors: dict[str, str] | None = None
) -> HttpResponse:
    actor = actor_of(request)
    words, counsel, items = queries.opened(actor, row)
    ours = queries.is_ours(actor, row)
    state = OrderState(row.order_state)
    context = {
        "row": row,
        "purpose": Purpose(row.purpose),
        "basis": BASES[Basis(row.basis)],
        "words": words,
        "counsel": counsel,
        "items": items,
        "ours": ours,
        "keeps": ours and may_change(actor, row.release.person),
        "code": code_behind(actor, row.release_id) if ours else "",
        "reasons": REASONS,
        "order": state.value,
        "who_presses": WHO_PRESSES.get(state, ""),
        "late": row.by_on < today_of(request),
        "errors": errors or {},
    }
    return render(request, "sharing/request.html", context, status=422 if errors else 200)
