"""Emptying the sign-in of somebody who is being forgotten."""

from clew.ground.accounts import sessions, spare_codes
from clew.ground.accounts.models import Invitation, Member


def forget_account(member: Member) -> None:
    """Empty a sign-in for good: no address, no name, no second factor, no session.

    The row stays, because events name its id. Called inside the change that erases the person.
    """
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 -- after its models are loaded

    sessions.end_all(member)
    Authenticator.objects.filter(user=member).delete()
    spare_codes.drop(member)
    Invitation.objects.filter(member=member).delete()
    member.email = f"{member.id}@erased.invalid"
    member.shown_name = ""
    member.is_active = False
    member.set_unusable_password()
    member.save(update_fields=["email", "shown_name", "is_active", "password"])
