"""The wall in front of every address: no rule, no answer.

Order: the address must stand in the policy table; whoever it asks for must be signed in, with a
second factor, in one of its roles, by one of its methods. What belongs to whom comes after that,
in the room's own queries, and answers 404.
"""

import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.contrib.auth import logout
from django.db.models import QuerySet
from django.dispatch import Signal
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.urls import reverse
from django.utils.http import urlencode

from clew.ground.accounts import clock, kept, known, sessions, stepping_up
from clew.ground.accounts.locked import locked_page
from clew.ground.accounts.manner import say
from clew.ground.accounts.models import Member
from clew.ground.accounts.policy import READ, Rule, table
from clew.ground.accounts.roles import Role
from clew.ground.accounts.sessions import BEGAN, COUNTED, DEVICE, SEEN
from clew.ground.accounts.tries import TooManyTries
from clew.ground.audit import reads
from clew.ground.audit.unusual import TooManyPeople
from clew.ground.audit.viewer import looks, nobody_looks_yet
from clew.ground.audit.writing import AlreadyDone, carrying_out
from clew.ground.prepared.queries import prepared
from clew.ground.vault import permits, proofs
from clew.ground.vault.root import Locked, NotGiven

if TYPE_CHECKING:
    from allauth.mfa.models import Authenticator

Handler = Callable[[HttpRequest], HttpResponse]
_SEEN_EVERY_SECONDS: Final = 60
# What an administrator is not even told to be closed: to them it is not there, and it is noted.
_OF_PEOPLE: Final = frozenset({"person"})
# `ground.notices` stands above this room and listens; it gets `member`.
administrator_at_case: Final = Signal()


class Wall:
    """Asks of every request what the policy table asks of its address."""

    def __init__(self, get_response: Handler) -> None:
        """Keep the next handler."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer from an empty desk, and leave it empty."""
        permits.clear()
        try:
            with nobody_looks_yet(), proofs.asked(), carrying_out(_form_token(request)):
                answer = self._get_response(request)
                if answer.status_code == HTTPStatus.NOT_FOUND:
                    _leave_trace_of_not_found(request)
                known.leave(request, answer)
                return answer
        except reads.TraceNotWritten:  # of what was not found: a view's own came to the page above
            return say(request, "accounts/no_trace.html", 503)
        finally:
            permits.clear()

    def process_view(
        self,
        request: HttpRequest,
        view: Handler,  # noqa: ARG002 -- Django's signature
        args: tuple[object, ...],  # noqa: ARG002 -- Django's signature
        kwargs: dict[str, object],  # noqa: ARG002 -- Django's signature
    ) -> HttpResponse | None:
        """Let the request through to its view, or answer in its place."""
        match = request.resolver_match
        rule = table().get(match.view_name if match else "")
        if rule is None:
            return say(request, "404.html", 404)
        away = _end_if_idle(request)
        try:
            refusal = _refusal(request, rule, away=away)
            if refusal is None:
                _step_up(request, rule)
        except (reads.TraceNotWritten, proofs.StepUpNeeded, Locked) as error:  # not of a view
            return self.process_exception(request, error)
        if refusal is None and isinstance(request.user, Member):
            looks(request.user)
        return refusal

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn what the ground raises into one clear page."""
        if isinstance(error, AlreadyDone):
            return say(request, "accounts/already_done.html", 409)
        if isinstance(error, Locked | NotGiven):  # locked meanwhile, or its keys were exchanged
            return locked_page(request)
        if isinstance(error, reads.TraceNotWritten):
            return say(request, "accounts/no_trace.html", 503)
        if isinstance(error, TooManyTries):
            return _too_many(request, error)
        if isinstance(error, proofs.StepUpNeeded):
            return stepping_up.ask(request, error)
        if isinstance(error, TooManyPeople):
            return say(request, "accounts/too_many_people.html", 429)
        return None


def _step_up(request: HttpRequest, rule: Rule) -> None:
    """Say what the session has shown, and want what the address asks for."""
    proofs.shown(stepping_up.proof_of(request))
    if rule.step_up is not None and (request.method not in READ or rule.methods == READ):
        proofs.want(rule.step_up)


def _leave_trace_of_not_found(request: HttpRequest) -> None:
    """Record that a member asked for something that is not theirs, or that there is not.

    Both alike, so that neither the answer nor its time says which. Whoever tries codes is seen.
    """
    match = request.resolver_match
    rule = table().get(match.view_name) if match else None
    if rule is not None and rule.object and isinstance(request.user, Member):
        reads.refused(actor=request.user, name="object.refused", about=match.view_name)  # type: ignore[union-attr]  # its rule was found by it


def _too_many(request: HttpRequest, error: TooManyTries) -> HttpResponse:
    """Say how long to wait: the same for an account there is and for one there is not."""
    wait: dict[str, object] = {"seconds": error.wait_seconds}
    answer = say(request, "accounts/too_many.html", 429, wait)
    answer.headers["Retry-After"] = str(error.wait_seconds)
    return answer


def _refusal(request: HttpRequest, rule: Rule, *, away: uuid.UUID | None) -> HttpResponse | None:
    """Return why the request does not go through; None when it does."""
    allowed = rule.methods
    if request.method not in allowed:
        return HttpResponseNotAllowed(sorted(allowed))
    if rule.roles is None:
        return None
    member = request.user
    if not isinstance(member, Member):
        return _to_sign_in(request, rule, away=away)
    if not rule.before_second_factor and not _has_second_factor(member):
        return HttpResponseRedirect(reverse("mfa_index"))
    if rule.object in _OF_PEOPLE and member.roles == {Role.ADMINISTRATOR}:
        administrator_at_case.send(Member, member=member)
        return say(request, "404.html", 404)
    if rule.roles.isdisjoint(member.roles):
        reads.refused(actor=member, name="address.refused", about=request.resolver_match.view_name)  # type: ignore[union-attr]  # matched above
        return say(request, "403.html", 403)
    return None


def _to_sign_in(request: HttpRequest, rule: Rule, *, away: uuid.UUID | None) -> HttpResponse:
    """Send to the sign-in page; what was typed in a form is kept for the same member."""
    if request.method in READ:
        after = urlencode({"next": request.path})
        return HttpResponseRedirect(f"{reverse(rule.manner.sign_in)}?{after}")
    is_kept = away is not None and kept.keep(request, member=away)
    return say(request, "accounts/away.html", 401, {"kept": is_kept})


def _has_second_factor(member: Member) -> bool:
    """Say whether a member has one, or is a survivor, who signs in from a card."""
    if member.roles == {Role.SURVIVOR}:
        return True
    return _factors.any(member=member.id)


@prepared
def _factors(*, member: uuid.UUID) -> "QuerySet[Authenticator, int]":
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 -- after its models are loaded

    found = Authenticator.objects.filter(user=member)
    return found.values_list("id", flat=True)[:1]  # type: ignore[no-any-return]  # allauth ships no types


def _end_if_idle(request: HttpRequest) -> uuid.UUID | None:
    """End a session that lay still too long. Returns whose it was."""
    member = request.user
    if not isinstance(member, Member):
        return None
    now = int(clock.now())
    seen = request.session.get(SEEN, now)
    began = request.session.setdefault(BEGAN, now)
    if sessions.has_ended(
        began, seen,
        idle_seconds=settings.SESSION_IDLE_SECONDS, longest_seconds=settings.SESSION_COOKIE_AGE,
    ):  # fmt: skip
        logout(request)
        return member.id
    if not request.session.get(COUNTED):  # its first page: by now it stands with the others
        request.session[COUNTED] = True
        request.session[DEVICE] = sessions.device_of(request.META.get("HTTP_USER_AGENT", ""))
        sessions.keep_newest(member, this=request.session.session_key or "")
    if SEEN not in request.session or now - seen >= _SEEN_EVERY_SECONDS:
        request.session[SEEN] = now
    return None


def _form_token(request: HttpRequest) -> uuid.UUID | None:
    """Return the token of the form that was sent, if it has one."""
    if request.method in READ:
        return None
    try:
        return uuid.UUID(request.POST.get("once", ""))
    except ValueError:
        return None
