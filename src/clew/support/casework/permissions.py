"""Who may see and change a case: who stands by the person, and to read, who leads the team."""

from clew.ground.accounts.models import Member
from clew.support.casework.models import Case
from clew.survivor.people.permissions import check_change as check_change_person
from clew.survivor.people.permissions import may_change as may_change_person


def may_change(actor: Member, case: Case) -> bool:
    """Say whether the actor stands by the person; only they write, and open testimony."""
    return may_change_person(actor, case.person)


def check_change(actor: Member, case: Case) -> None:
    """Raise `NotYours` unless the actor stands by the person."""
    check_change_person(actor, case.person)


may_open_testimony = may_change
