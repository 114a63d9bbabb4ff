"""Passkeys: what this house asks of one beyond what allauth looks at.

A passkey is bound to one host name and kept by a device that asks for a finger or a PIN; it cannot
be guessed, read out on the phone, or used on a page that only looks like this one. It is both
factors at once. Each challenge is asked once, answered once, and only from this house's own
origin; a counter that does not go on is a copy's.
"""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from clew.ground.accounts import securing
from clew.ground.accounts.models import Member
from clew.ground.accounts.rising import counts_on
from clew.ground.audit import reads
from clew.ground.audit.writing import changes

_LONGEST_NAME = 60
_LONGEST_ANSWER = 64_000  # an attestation with its certificates is some kilobytes
# Whatever a crafted answer can make of the parsers of fido2 and its decoder.
_NOT_AN_ANSWER = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError,
    NotImplementedError,
)  # fmt: skip


def is_own_origin(origin: str) -> bool:
    """Say whether a page of this house asked: its one host name, no name below it, over TLS.

    The demonstration has no certificate; browsers take localhost for safe without one.
    """
    try:
        found = urlsplit(origin)
    except ValueError:
        return False
    scheme = "http" if settings.CLEW.host == "localhost" else "https"
    return (found.scheme, found.hostname) == (scheme, settings.CLEW.host)


def as_json(options: Mapping[str, Any]) -> str:
    """Write a challenge as the page carries it to the script."""
    return json.dumps({name: dict(value) for name, value in options.items()})


class AnswerField(forms.JSONField):
    """What a device answered, as JSON. It may be anything at all."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:  # noqa: ANN401 -- Django's signature
        """Read it; what is too long or too deep is no answer."""
        try:
            if len(value or "") <= _LONGEST_ANSWER:
                return super().to_python(value)
        except RecursionError:
            pass
        raise _refused()


class _Answer(forms.Form):
    """The answer of a passkey to a challenge."""

    credential = AnswerField()
    user: Any
    cleaned_data: dict[str, Any]

    def clean_credential(self) -> Authenticator:
        """Return the passkey that answered. Whatever comes of it, the challenge is used up."""
        answer = self.cleaned_data["credential"]
        try:
            parsed = AuthenticationResponse.from_dict(answer)
            origin = parsed.response.client_data.origin
            counter = parsed.response.authenticator_data.counter
            whose = self.user or auth.extract_user_from_response(answer)
            passkey = auth.complete_authentication(whose, answer)
        except (ValidationError, *_NOT_AN_ANSWER) as error:
            raise _refused() from error
        finally:
            auth.clear_state()
        if not whose.is_active or not is_own_origin(origin):
            raise _refused()
        if not counts_on(passkey.pk, counter):
            _tell_of_copy(whose, passkey)
            raise _refused()
        return passkey


class SignInForm(_Answer, LoginWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """Signing in by a passkey alone."""


class AfterPassphraseForm(_Answer, AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A passkey after the passphrase."""


class AgainForm(_Answer, ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A passkey of somebody who is signed in, asked again."""


class NewPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A new passkey, and what its owner calls it."""

    name = forms.CharField(max_length=_LONGEST_NAME, required=False)
    credential = AnswerField()
    passwordless = None  # every passkey here signs in on its own

    def clean(self) -> dict[str, Any]:
        """Look at the new passkey. Whatever comes of it, the challenge is used up."""
        given: dict[str, Any] = self.cleaned_data
        answer = given.get("credential")
        if not answer:
            auth.clear_state()
            return given
        try:
            parsed = RegistrationResponse.from_dict(answer)
            origin = parsed.response.client_data.origin
            found = auth.complete_registration(answer)
        except (ValidationError, *_NOT_AN_ANSWER) as error:
            raise _refused() from error
        finally:
            auth.clear_state()
        if not is_own_origin(origin):
            raise _refused()
        self.counter = int(found.counter)
        return given


class RenameForm(forms.Form):
    """What its owner calls a passkey."""

    name = forms.CharField(
        max_length=_LONGEST_NAME, error_messages={"required": "Write what you call it."}
    )


def _tell_of_copy(whose: Member, passkey: Authenticator) -> None:
    """Write down that a copy was tried, and tell its owner: the device itself may be in danger."""
    reads.refused(actor=whose, name="passkey.copied", about=f"mfa.Authenticator:{passkey.pk}")
    with changes(actor=whose, purpose="membership"):
        securing.tell(whose, "passkey.copied")


def _refused() -> ValidationError:
    refusal: ValidationError = get_adapter().validation_error("incorrect_code")
    return refusal
