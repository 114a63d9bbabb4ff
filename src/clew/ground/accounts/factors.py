"""The codes of a second factor: six digits of an app, or a spare code, each of them once.

These forms stand where allauth's own stood (`MFA_FORMS`): its memory of used codes is one process's
and lasts half a minute.
"""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt

from clew.ground.accounts import spare_codes, tries
from clew.ground.accounts.models import Member
from clew.ground.accounts.rising import rises
from clew.ground.audit import reads
from clew.ground.audit.chain import House


def step_of(secret: str, code: str) -> int | None:
    """Return the step whose code this is: now, or one half-minute before or after (RFC 6238, 5.2).

    Clocks of phones are not exact, and typing takes time.
    """
    for step in yield_hotp_counters_from_time():
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))):
            return int(step)
    return None


def of_app(member: Member, code: str) -> Authenticator | None:
    """Use a code of the member's app up, and return the app. None where it does not open."""
    app = Authenticator.objects.filter(user=member, type=Authenticator.Type.TOTP).first()
    if app is None:
        return None
    step = step_of(str(decrypt(app.data["secret"])), code)
    return app if step is not None and rises(app.pk, step) else None


def forget(member: Member) -> None:
    """Drop every second factor and spare code of a member. To be called inside `changes`."""
    Authenticator.objects.filter(user=member).delete()
    spare_codes.drop(member)


class _Code:
    """A code that somebody typed: of their app, or a spare one."""

    user: Member
    cleaned_data: dict[str, Any]
    is_again = False

    def clean_code(self) -> str:
        """Count the try, then use the code up or refuse it."""
        taken = tries.take(
            tries.Tried.SECOND_FACTOR,
            of=self.user.actor_id,
            source=tries.source_of(context.request),
        )
        code = str(self.cleaned_data["code"])
        self.app = of_app(self.user, code)
        if self.app is None and not spare_codes.use_up(self.user, code):
            reads.refused(actor=House(), name="code.refused")
            raise get_adapter().validation_error("incorrect_code")  # noqa: EM101 -- a key of messages
        taken.was_right()
        return code

    def save(self) -> None:
        """Note in the session that a second factor was shown, and when."""
        kind = Authenticator.Type.TOTP if self.app else Authenticator.Type.RECOVERY_CODES
        again = {"reauthenticated": True} if self.is_again else {}
        if self.app:
            self.app.record_usage()
        record_authentication(context.request, self.user, "mfa", type=kind.value, **again)


class CodeForm(_Code, AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The code after the passphrase."""


class CodeAgainForm(_Code, ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The code of somebody who is signed in, asked again."""

    is_again = True


class NewAppForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth ships no types
    """The first code of a new app. It is used up: it does not sign in as well."""

    def clean_code(self) -> str:
        """Keep the step of the code, for the memory of used ones."""
        code = str(super().clean_code())
        step = step_of(self.secret, code)
        if step is None:  # its last moment passed just now
            raise get_adapter().validation_error("incorrect_code")  # noqa: EM101 -- as above
        self.step = step
        return code
