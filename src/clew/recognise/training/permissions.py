"""Who may write a training session down."""

from typing import Final

from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role

SEES_SESSIONS: Final = (Role.TRAINER, Role.CASE_LEAD, Role.POLICY_LEAD)


class NotATrainer(Exception):
    """Only a trainer writes down what they taught."""


def may_write(actor: Member) -> bool:
    """Say whether the actor may write a session down."""
    return actor.has(Role.TRAINER)


def check_write(actor: Member) -> None:
    """Raise `NotATrainer` unless the actor may write a session down."""
    if not may_write(actor):
        msg = "Only a trainer writes down a session."
        raise NotATrainer(msg)


def may_see_sessions(actor: Member) -> bool:
    """Say whether the list of sessions is open to the actor."""
    return actor.has(*SEES_SESSIONS)


def check_effect(actor: Member) -> None:
    """Raise `NotATrainer` unless the actor may see what a course has done."""
    if not may_see_sessions(actor):
        msg = "Only trainers, and who leads cases or policy, see what a course has done."
        raise NotATrainer(msg)
