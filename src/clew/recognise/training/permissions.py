"""Who may write a training session down."""

from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role


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
