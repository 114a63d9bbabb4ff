"""What the accounts below tell becomes a notice: to a member, or to who watches over the house."""

from django.dispatch import receiver
from django.urls import reverse

from clew.ground.accounts.models import Member
from clew.ground.accounts.securing import told
from clew.ground.accounts.wall import administrator_at_case
from clew.ground.notices import watching
from clew.ground.notices.actions import tell


@receiver(told)
def account_changed(member: Member, code: str, **named: object) -> None:  # noqa: ARG001 -- the signal's
    """Tell a member that their account is not as it was, inside the change that made it so."""
    page = "accounts:sessions" if code in {"browser.new", "terminal.used"} else "accounts:me"
    tell([member], code=code, path=reverse(page))


@receiver(administrator_at_case)
def case_refused(member: Member, **named: object) -> None:  # noqa: ARG001 -- the signal's
    """Tell who watches over the house that an administrator asked for a case."""
    watching.administrator_at_case(member)
