"""Pages about one's own second factors, spare codes, passphrase and address."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import clear_totp_secret
from allauth.mfa.webauthn.internal import auth
from django.contrib.auth import update_session_auth_hash
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from clew.ground.accounts import again, own, spare_codes
from clew.ground.accounts.actors import actor_of
from clew.ground.accounts.factors import NewAppForm
from clew.ground.accounts.forms import AddressForm, NewPassphraseForm
from clew.ground.accounts.models import Member
from clew.ground.accounts.passkeys import NewPasskeyForm, RenameForm, as_json

_APP, _PASSKEY = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN


def index(request: HttpRequest) -> HttpResponse:
    """Show what a member signs in with besides a passphrase; lead who has nothing to set it up."""
    actor = actor_of(request)
    context = {
        "app": _factors(actor, _APP).first(),
        "passkeys": _factors(actor, _PASSKEY),
        "spare_codes_left": spare_codes.left(actor),
    }
    return render(request, "accounts/factors.html", context)


@again.asked_again
def new_app(request: HttpRequest) -> HttpResponse:
    """Set up an authenticator app."""
    actor = actor_of(request)
    if _factors(actor, _APP).exists():
        return HttpResponseRedirect(reverse("mfa_index"))
    form = NewAppForm(request.POST or None, user=actor)
    if not form.is_valid():
        return _page(request, "accounts/new_app.html", form)

    def act(session: str) -> None:
        own.add_app(actor=actor, secret=form.secret, step=form.step, session=session)

    _done(request, act)
    clear_totp_secret(request)
    again.shown(request, actor, "mfa", _APP.value)
    return _on_to(actor)


@again.asked_again
def new_passkey(request: HttpRequest) -> HttpResponse:
    """Set up a passkey: the browser asks the device, and the answer comes back in the form."""
    actor = actor_of(request)
    form = NewPasskeyForm(request.POST or None, user=actor)
    if not form.is_valid():
        options = auth.begin_registration(actor, passwordless=True)
        return _page(request, "accounts/new_passkey.html", form, options=as_json(options))
    given = form.cleaned_data

    def act(session: str) -> None:
        own.add_passkey(
            actor=actor, name=given["name"], credential=given["credential"],
            counter=form.counter, session=session,
        )  # fmt: skip

    _done(request, act)
    again.shown(request, actor, "mfa", _PASSKEY.value)
    return _on_to(actor)


@again.asked_again
def passkey(request: HttpRequest, factor: int) -> HttpResponse:
    """Call one's passkey otherwise."""
    actor = actor_of(request)
    found = _mine(_factors(actor, _PASSKEY), factor)
    form = RenameForm(request.POST or None, initial={"name": found.wrap().name})
    if not form.is_valid():
        return _page(request, "accounts/passkey.html", form, passkey=found)
    own.rename_passkey(actor=actor, passkey=found, name=form.cleaned_data["name"])
    return HttpResponseRedirect(reverse("mfa_index"))


@again.asked_again
def remove_factor(request: HttpRequest, factor: int) -> HttpResponse:
    """Take a second factor away, after saying what that means."""
    actor = actor_of(request)
    found = _mine(_factors(actor, _APP, _PASSKEY), factor)
    if request.method != "POST":
        is_last = not _factors(actor, _APP, _PASSKEY).exclude(pk=found.pk).exists()
        return render(request, "accounts/remove_factor.html", {"factor": found, "last": is_last})
    _done(request, lambda session: own.remove_factor(actor=actor, factor=found, session=session))
    return HttpResponseRedirect(reverse("mfa_index"))


@again.asked_again
def new_spare_codes(request: HttpRequest) -> HttpResponse:
    """Make spare codes, and show them this once."""
    actor = actor_of(request)
    codes: list[str] = []
    if request.method == "POST":
        _done(
            request,
            lambda session: codes.extend(own.renew_spare_codes(actor=actor, session=session)),
        )
    context = {"codes": codes, "left": spare_codes.left(actor)}
    return render(request, "accounts/spare_codes.html", context)


@again.asked_again
def passphrase(request: HttpRequest) -> HttpResponse:
    """Choose a new passphrase."""
    actor = actor_of(request)
    form = NewPassphraseForm(request.POST or None)
    if not form.is_valid():
        return _page(request, "account/password_change.html", form)
    new = form.cleaned_data["password1"]
    _done(
        request, lambda session: own.change_passphrase(actor=actor, passphrase=new, session=session)
    )
    update_session_auth_hash(request, actor)
    return HttpResponseRedirect(reverse("accounts:me"))


@again.asked_again
def address(request: HttpRequest) -> HttpResponse:
    """Sign in under another e-mail address."""
    actor = actor_of(request)
    form = AddressForm(request.POST or None, initial={"email": actor.email})
    if form.is_valid():
        new = form.cleaned_data["email"]
        try:
            _done(
                request, lambda session: own.change_address(actor=actor, email=new, session=session)
            )
            return HttpResponseRedirect(reverse("accounts:me"))
        except own.AddressTaken:
            form.add_error("email", "This address cannot be used here. Take another one.")
    return _page(request, "accounts/address.html", form)


def _done(request: HttpRequest, act: Callable[[str], None]) -> None:
    """Carry a change out in which this session alone stays, and give it a new name."""
    act(str(request.session.session_key))
    request.session.cycle_key()


def _on_to(member: Member) -> HttpResponse:
    """Lead who has no spare codes yet to them."""
    return HttpResponseRedirect(
        reverse("mfa_index" if spare_codes.left(member) else "accounts:spare_codes")
    )


def _factors(member: Member, *kinds: str) -> Any:  # noqa: ANN401 -- allauth ships no types
    return Authenticator.objects.filter(user=member, type__in=kinds).order_by("created_at")


def _mine(among: Any, factor: int) -> Authenticator:  # noqa: ANN401 -- as above
    found = among.filter(pk=factor).first()
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, name: str, form: Form, **more: object) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, name, {"form": form, **more}, status=status)
