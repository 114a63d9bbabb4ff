"""What members change about how they themselves sign in: factors, spare codes, passphrase, address.

Each is one change: the row, its trace, the end of every other session of theirs, and a notice.
"""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn

from clew.ground.accounts import securing, spare_codes
from clew.ground.accounts.models import Member
from clew.ground.accounts.rising import rises
from clew.ground.audit.writing import Trace, changes

_PURPOSE = "membership"


class AddressTaken(Exception):
    """Somebody has this address already."""


class NoSuchFactor(Exception):
    """This member has no such second factor."""


def add_app(*, actor: Member, secret: str, step: int, session: str) -> None:
    """Add an authenticator app. `step` is that of the code which showed it; it is used up.

    Raises `NoSuchFactor` where there is an app already: it is taken away first.
    """
    with changes(actor=actor, purpose=_PURPOSE) as trace:
        if Authenticator.objects.filter(user=actor, type=Authenticator.Type.TOTP).exists():
            raise NoSuchFactor
        app = TOTP.activate(actor, secret).instance
        rises(app.pk, step)
        _follow(trace, actor, "factor.added", session)


def add_passkey(
    *, actor: Member, name: str, credential: dict[str, object], counter: int, session: str
) -> None:
    """Add a passkey under the name its owner gives it. `counter` is what it has counted so far."""
    with changes(actor=actor, purpose=_PURPOSE) as trace:
        passkey = WebAuthn.add(actor, name, credential).instance
        rises(passkey.pk, counter)
        _follow(trace, actor, "factor.added", session)


def rename_passkey(*, actor: Member, passkey: Authenticator, name: str) -> None:
    """Call a passkey otherwise. Nothing about signing in changes."""
    with changes(actor=actor, purpose=_PURPOSE) as trace:
        passkey.data["name"] = name
        passkey.save(update_fields=["data"])
        trace.record("factor.renamed", about=actor)


def remove_factor(*, actor: Member, factor: Authenticator, session: str) -> None:
    """Take a second factor away. With the last one the spare codes go too.

    Raises `NoSuchFactor` when it was taken away a moment before.
    """
    with changes(actor=actor, purpose=_PURPOSE) as trace:
        if not Authenticator.objects.filter(pk=factor.pk, user=actor).exists():
            raise NoSuchFactor
        _follow(trace, actor, "factor.removed", session)
        factor.delete()
        if not Authenticator.objects.filter(user=actor).exists():
            spare_codes.drop(actor)


def renew_spare_codes(*, actor: Member, session: str) -> list[str]:
    """Make new spare codes, and return them this once."""
    with changes(actor=actor, purpose=_PURPOSE) as trace:
        codes = spare_codes.renew(actor)
        _follow(trace, actor, "spare_codes.renewed", session)
    return codes


def change_passphrase(*, actor: Member, passphrase: str, session: str) -> None:
    """Set a new passphrase."""
    actor.set_password(passphrase)  # it takes a moment: before the writers' lock is taken
    with changes(actor=actor, purpose=_PURPOSE) as trace:
        actor.save(update_fields=["password"])
        _follow(trace, actor, "passphrase.changed", session)


def change_address(*, actor: Member, email: str, session: str) -> None:
    """Sign in under another e-mail address from now on. Raises `AddressTaken`."""
    with changes(actor=actor, purpose=_PURPOSE) as trace:
        if Member.objects.filter(email=email.lower()).exclude(id=actor.id).exists():
            raise AddressTaken
        actor.email = email.lower()
        actor.save(update_fields=["email"])
        _follow(trace, actor, "address.changed", session)


def _follow(trace: Trace, actor: Member, name: str, session: str) -> None:
    """The row of a factor is not named: it notes each use, which is no change of anybody's."""
    securing.changed(trace, member=actor, name=name, keeping=session)
