"""What allauth is told about this house: nobody signs up, and second factors are stored sealed."""

from typing import Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clew.ground.accounts import again, kept, tries
from clew.ground.accounts.models import Member
from clew.ground.audit import reads
from clew.ground.audit.chain import House
from clew.ground.vault.sealing import open_for_house, seal_for_house

_PURPOSE = "second factor"
_ASKED: Final = {
    "mfa_reauthenticate_webauthn": _("Use a passkey"),
    "mfa_reauthenticate": _("Use a code"),
    "account_reauthenticate": _("Use your passphrase"),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Signing in to this house."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- allauth's signature
        """Nobody signs up: members are invited."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: object) -> Member | None:
        """Look at a passphrase, once the try is counted.

        A frozen member is answered as an unknown one is; allauth has a page that tells. Raises
        `tries.TooManyTries`.
        """
        taken = tries.take(
            tries.Tried.SIGN_IN,
            of=str(credentials.get("email", "")),
            source=tries.source_of(request),
        )
        found = super().authenticate(request, **credentials)
        if not isinstance(found, Member) or not found.is_active:
            reads.refused(actor=House(), name="sign_in.refused")  # not whose: see `tries`
            return None
        taken.was_right()
        return found

    def get_reauthentication_methods(self, user: object) -> list[dict[str, str]]:
        """Ask a second factor of who has one, and a passphrase of who has none yet."""
        if not isinstance(user, Member):
            return []
        return [
            {"id": name, "description": str(_ASKED[name]), "url": reverse(name)}
            for name in again.ways(user)
        ]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Go to the form that waits, to the page that was asked for, or to the start."""
        member = request.user
        if isinstance(member, Member) and kept.waiting(request, member=member.id):
            return reverse("accounts:kept")
        return reverse("accounts:arrive")


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Second factors of this house."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "This opens nothing now: it was mistyped, was used already, or is too old. "
            "Take the one that is shown now."
        ),
    }

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Bind passkeys to the one host name of this house, whatever name a request came under."""
        return {"id": settings.CLEW.host, "name": settings.MFA_TOTP_ISSUER}

    def get_public_key_credential_user_entity(self, user: Member) -> dict[str, object]:
        """Say under which name a device lists the passkey."""
        return {
            "id": user_pk_to_url_str(user).encode(),
            "name": user.email,
            "display_name": user.shown_name,
        }

    def generate_authenticator_name(self, user: Member, type: str) -> str:  # noqa: A002 -- allauth's
        """Say what a passkey is called until its owner calls it otherwise."""
        from allauth.mfa.models import Authenticator  # noqa: PLC0415 -- after its models are loaded

        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey {number}").format(number=number)

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is stored; allauth itself would store it in clear."""
        return seal_for_house(text, _PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a stored secret."""
        return str(open_for_house(encrypted_text, _PURPOSE))
