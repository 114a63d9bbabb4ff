"""Who may propose, who may confirm, and which two may not do a thing together."""

from collections.abc import Iterable
from typing import Final

from clew.ground.accounts.models import Circle, Member
from clew.ground.accounts.queries import colleagues
from clew.ground.accounts.roles import Role
from clew.ground.pairs.models import Proposal
from clew.ground.pairs.operations import Operation


class NotYourOperation(Exception):
    """This member does not hold a role that may do this."""


class SamePerson(Exception):
    """Whoever proposed or made a thing cannot be the second pair of eyes on it."""


class RefusedTogether(Exception):
    """These two may not do a thing together."""


# Who looks after sign-ins and who looks after erasure could, together, make somebody vanish and
# the account that did it as well. Author and checker are told apart by `Proposal.authors`.
NEVER_TOGETHER: Final = (frozenset({Role.ADMINISTRATOR, Role.DATA_STEWARD}),)


def check_propose(actor: Member, operation: Operation) -> None:
    """Raise `NotYourOperation` unless the actor may propose it."""
    if not actor.is_active or not actor.has(*operation.proposes):
        msg = "Your part here does not let you propose this."
        raise NotYourOperation(msg)


def check_confirm(actor: Member, proposal: Proposal) -> None:
    """Let a second person confirm or refuse.

    Raises:
        SamePerson: the actor proposed it, or made what it is about.
        RefusedTogether: the two hold roles that may not act together.
        NotYourOperation: the actor holds no role that confirms it, or works at an organisation
            that is not asked.
    """
    if actor.id == proposal.proposed_by_id or str(actor.id) in proposal.authors:
        msg = "You proposed this or made it: somebody else must look at it."
        raise SamePerson(msg)
    if not actor.is_active or not actor.has(*proposal.what.confirms):
        msg = "Your part here does not let you confirm this."
        raise NotYourOperation(msg)
    if _never_together(actor, proposal.proposed_by):
        msg = "An administrator and a data steward may not do this together."
        raise RefusedTogether(msg)
    if actor.organisation_id != proposal.organisation_id and not _asked_from_outside(
        actor, proposal
    ):
        msg = "This belongs to another organisation."
        raise NotYourOperation(msg)


def may_confirm(actor: Member, proposal: Proposal) -> bool:
    """Say whether the actor may confirm or refuse a proposal."""
    try:
        check_confirm(actor, proposal)
    except (SamePerson, RefusedTogether, NotYourOperation):
        return False
    return True


def seconds(proposal: Proposal) -> list[Member]:
    """Return who may confirm: colleagues; where there is none, members of a circle in common.

    A charity of two people, one of whom proposes, may have nobody else of the right part: then it
    takes its second pair of eyes from an organisation it has an agreement with.
    """
    first = proposal.proposed_by
    found = _able(colleagues(first, *proposal.what.confirms), proposal)
    if found:
        return found
    circles = Circle.objects.filter(organisations=proposal.organisation_id)
    near = Member.objects.filter(
        organisation__circles__in=circles,
        is_active=True,
        grants__role__in=[role.value for role in proposal.what.confirms],
    )
    outside = near.exclude(organisation=proposal.organisation_id).distinct()
    return _able(outside.order_by("shown_name"), proposal)


def _asked_from_outside(actor: Member, proposal: Proposal) -> bool:
    return any(second.id == actor.id for second in seconds(proposal))


def _able(members: Iterable[Member], proposal: Proposal) -> list[Member]:
    return [
        member
        for member in members
        if member.id != proposal.proposed_by_id
        and str(member.id) not in proposal.authors
        and not _never_together(member, proposal.proposed_by)
    ]


def _never_together(one: Member, other: Member) -> bool:
    return any(
        one.has(first) and other.has(second)
        for pair in NEVER_TOGETHER
        for first in pair
        for second in pair - {first}
    )
