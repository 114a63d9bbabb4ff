"""The forms into which a guess could be typed, with its count before it is looked at."""

from typing import Any, cast

from allauth.account.forms import ChangePasswordForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm

from clew.ground.accounts import tries
from clew.ground.accounts.models import Member


class _CountedCode:
    """A code of the second factor. The counts of allauth are read, then written: two steps."""

    user: Member

    def clean_code(self) -> str:
        """Count, look, and begin the count anew if it was right."""
        taken = tries.take(
            tries.Tried.SECOND_FACTOR,
            of=self.user.actor_id,
            source=tries.source_of(context.request),
        )
        code = cast("Any", super()).clean_code()
        taken.was_right()
        return str(code)


class SecondFactorForm(_CountedCode, AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The code after the passphrase."""


class SecondFactorAgainForm(_CountedCode, ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The code of somebody who is signed in, asked again."""


class NewPassphraseForm(ChangePasswordForm):  # type: ignore[misc]  # allauth ships no types
    """A new passphrase, for who knows the old one."""

    def clean_oldpassword(self) -> str:
        """Count a try at the old one: a session left open must not become a place to guess."""
        taken = tries.take(
            tries.Tried.SIGN_IN, of=self.user.email, source=tries.source_of(context.request)
        )
        found = super().clean_oldpassword()
        taken.was_right()
        return str(found)
