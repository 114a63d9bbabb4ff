"""Who may freeze, draft and check. Nobody checks their own."""

from clew.ground.accounts.models import Member
from clew.ground.accounts.queries import circles_of
from clew.ground.accounts.roles import Role
from clew.inform.statistics.models import Table
from clew.inform.statistics.states import State


class NotForYou(Exception):
    """This step is for somebody else."""


class OwnTable(Exception):
    """Whoever made a table may not be the one who lets it out."""


def may_draft(actor: Member) -> bool:
    """Say whether the actor may freeze rows and draft tables."""
    return actor.has(Role.POLICY_LEAD)


def check_draft(actor: Member) -> None:
    """Raise `NotForYou` unless the actor may freeze rows and draft tables."""
    if not may_draft(actor):
        msg = "Only who leads policy counts people."
        raise NotForYou(msg)


def check_send(actor: Member, table: Table) -> None:
    """Raise `NotForYou` unless the table is the actor's own draft."""
    if table.author_id != actor.id:
        msg = "Only who drafted this table sends it on."
        raise NotForYou(msg)


def checks_for(actor: Member, table: Table) -> bool:
    """Say whether the actor checks tables for the organisation of this one."""
    if not actor.has(Role.OUTPUT_CHECKER):
        return False
    if actor.organisation_id == table.organisation_id:
        return True
    return circles_of(actor).filter(organisations=table.organisation_id).exists()


def check_checker(actor: Member, table: Table) -> None:
    """Raise unless the actor may release this table or send it back.

    Raises:
        NotForYou: the actor checks no tables, or none of this organisation's.
        OwnTable: the actor made it.
    """
    if not checks_for(actor, table):
        msg = "Another person checks this table."
        raise NotForYou(msg)
    if table.author_id == actor.id:
        msg = "You made this table. A second person checks it."
        raise OwnTable(msg)


def may_decide(actor: Member, table: Table) -> bool:
    """Say whether the actor may release this table or send it back now."""
    waits = table.state == State.WAITING.value
    return waits and checks_for(actor, table) and table.author_id != actor.id
