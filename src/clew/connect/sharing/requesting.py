"""Asking for information, and answering it item by item.

Nothing leaves by an answer. What is agreed goes through `survivor.release`, by propose and commit,
on the person's own yes; a lawful order is looked at by people and is no way around that.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clew.connect.sharing.models import InformationRequest, RequestItem
from clew.connect.sharing.queries import NoSuchRequest
from clew.connect.sharing.states import NEXT, Basis, ItemState, OrderState, Reason
from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role
from clew.ground.audit.writing import changes
from clew.ground.notices.actions import tell
from clew.ground.pairs import actions as pairs
from clew.ground.pairs import operations
from clew.ground.pairs.models import Proposal
from clew.ground.pairs.operations import CannotBeDone
from clew.rules.consent.kinds import Kind, Purpose, RecipientKind
from clew.rules.consent.wall import shut
from clew.survivor.people.permissions import NotYours, check_change
from clew.survivor.release.models import Release
from clew.survivor.release.packaging import check_open
from clew.survivor.release.recalling import tell_senders

LONGEST_WORDS: Final = 2_000
OPERATION: Final = "order.answer"
_LEADS: Final = frozenset({Role.CASE_LEAD, Role.ADVOCATE})


class BehindTheWall(Exception):
    """A part never goes to such a recipient for this purpose, so it cannot be asked for."""


class NothingAsked(Exception):
    """A request names at least one kind."""


class NoWords(Exception):
    """It has to be said what for, or why; or it was longer than anybody would read."""


class TooEarly(Exception):
    """The day they want it by is over."""


class NotNext(Exception):
    """This step of the order is not the next one."""


def ask(
    *,
    actor: Member,
    release: Release,
    kinds: Collection[Kind],
    purpose: Purpose,
    basis: Basis,
    words: str,
    by_on: date,
    on: date,
) -> InformationRequest:
    """Ask about the person behind a release that one's organisation holds.

    Raises:
        NotYours: the release went to another organisation.
        NotOpen: it was taken back, or its last day is over.
        NothingAsked, NoWords, TooEarly: as they say.
        BehindTheWall: a kind never goes there for this purpose.
    """
    to = release.organisation
    if to is None or to.id != actor.organisation_id:
        raise NotYours
    check_open(release, on=on)
    if not kinds:
        raise NothingAsked
    if not words.strip() or len(words) > LONGEST_WORDS:
        raise NoWords
    if by_on < on:
        raise TooEarly
    closed, _why = shut(frozenset(kinds), recipient=RecipientKind(to.kind), purpose=purpose)
    if closed:
        raise BehindTheWall
    with changes(actor=actor, purpose=purpose.value) as trace:
        row = InformationRequest(
            release=release, asking=to, asked_by=actor, purpose=purpose.value, basis=basis.value,
            by_on=by_on, words=words.strip(),
            order_state=OrderState.COUNSEL if basis is Basis.ORDER else OrderState.NONE,
        )  # fmt: skip
        row.save(force_insert=True)
        names = sorted(kind.value for kind in kinds)
        for name in names:
            RequestItem(request=row, kind=name).save(force_insert=True)
        trace.record("request.made", about=row, subjects=[release.person_id], fields=names)
        tell_senders(release, code="request.received", path=_path(row))
    return row


def answer(
    *,
    actor: Member,
    request: InformationRequest,
    item: RequestItem,
    state: ItemState,
    reason: Reason | None = None,
    words: str = "",
    at: datetime,
) -> None:
    """Answer one thing: it will go once the person says yes, it is refused, or it is not held.

    Raises:
        NotYours: the actor does not stand by the person.
        NoSuchRequest: the item is another request's.
        NoWords: a refusal without its reason, or with *another reason* and no words.
    """
    check_change(actor, request.release.person)
    if item.request_id != request.id or state is ItemState.ASKED:
        raise NoSuchRequest
    refused = state is ItemState.REFUSED
    if refused and (reason is None or (reason is Reason.OTHER and not words.strip())):
        raise NoWords
    if len(words) > LONGEST_WORDS:
        raise NoWords
    with changes(actor=actor, purpose=request.purpose) as trace:
        item.state = state.value
        item.reason = reason.value if refused and reason else ""
        item.words = words.strip() or None
        item.answered_by, item.answered_at = actor, at
        item.save(update_fields=["state", "reason", "words", "answered_by", "answered_at"])
        trace.record(
            "request.answered", about=item, subjects=[request.release.person_id],
            fields=[item.kind],
        )  # fmt: skip
        tell([request.asked_by], code="request.answered", path=_path(request))


def counsel_read(
    *, actor: Member, request: InformationRequest, words: str, privileged: bool
) -> None:
    """Write down that a lawyer read the order, who that was, and whether some is privileged.

    Raises:
        NotYours: the actor does not stand by the person.
        NoWords: nobody was named.
        NotNext: this is not the next step.
    """
    if not words.strip() or len(words) > LONGEST_WORDS:
        raise NoWords
    _step(actor, request, OrderState.PERSON, counsel=words.strip(), privileged=privileged)


def person_was_told(
    *, actor: Member, request: InformationRequest, told: bool, at: datetime
) -> None:
    """Write down that the person was told of the order, or that it forbids telling them.

    A second person is asked in the same change.

    Raises:
        NotYours: the actor does not stand by the person.
        NotNext: this is not the next step.
        NobodyToAsk, NotYourOperation: as `pairs.propose` says.
    """
    with changes(actor=actor, purpose=request.purpose):
        _step(actor, request, OrderState.SECOND, person_told=told)
        pairs.propose(
            actor=actor, operation=OPERATION, about=request.id, at=at,
            subject=request.release.person_id,
            reason=_("An order was read by counsel. Look at the request before you say yes."),
        )  # fmt: skip


def contest(*, actor: Member, request: InformationRequest) -> None:
    """Write down that the order is contested, so that nothing leaves on it.

    Raises:
        NotYours: the actor does not stand by the person.
        NotNext: it was contested before.
    """
    _step(actor, request, OrderState.CONTESTED)


def carry_out(proposal: Proposal, actor: Member) -> None:
    """Clear an order that a second person looked at. It opens no gate.

    Raises:
        CannotBeDone: it is gone, or was contested meanwhile.
    """
    row = InformationRequest.rows.select_for_update().filter(id=proposal.about).first()
    if row is None or OrderState.CLEARED not in NEXT[OrderState(row.order_state)]:
        raise CannotBeDone(_("The order is gone or contested, so nothing was cleared."))
    with changes(actor=actor, purpose=row.purpose) as trace:
        row.order_state = OrderState.CLEARED.value
        row.save(update_fields=["order_state"])
        trace.record("order.cleared", about=row, subjects=[row.release.person_id])


def register() -> None:
    """Register what two people do here: called once, when Django is set up."""
    operations.register(
        operations.Operation(
            code=OPERATION,
            words=gettext_lazy("Answer a lawful order"),
            proposes=_LEADS,
            confirms=frozenset({Role.CASE_LEAD}),
            carry_out=carry_out,
        )
    )


def _step(actor: Member, request: InformationRequest, to: OrderState, **written: object) -> None:
    check_change(actor, request.release.person)
    with changes(actor=actor, purpose=request.purpose) as trace:
        row = InformationRequest.rows.select_for_update().get(id=request.id)
        if to not in NEXT[OrderState(row.order_state)]:
            raise NotNext
        row.order_state = to.value
        for name, value in written.items():
            setattr(row, name, value)
        row.save(update_fields=["order_state", *written])
        trace.record(
            f"order.{to.value}", about=row, subjects=[row.release.person_id],
            fields=sorted(written),
        )  # fmt: skip


def _path(row: InformationRequest) -> str:
    return f"/released/requests/{row.id}/"
