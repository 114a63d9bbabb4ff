"""What the accounts below tell about a member's own account becomes a notice to them."""

from django.dispatch import receiver
from django.urls import reverse

from clew.ground.accounts.models import Member
from clew.ground.accounts.securing import told
from clew.ground.notices.actions import tell


@receiver(told)
def account_changed(member: Member, code: str, **named: object) -> None:  # noqa: ARG001 -- the signal's
    """Tell a member that their account is not as it was, inside the change that made it so."""
    tell([member], code=code, path=reverse("accounts:me"))
