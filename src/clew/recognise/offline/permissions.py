"""Who may screen without network, end a device, and open what arrived."""

from typing import Final

from clew.ground.accounts.models import Member
from clew.ground.accounts.roles import Role
from clew.recognise.offline.models import Device, Draft
from clew.recognise.screening.permissions import KEEPING, may_keep

# Whoever lets people in and out can end a device of theirs, and sees nothing that came from it.
ENDING: Final = (Role.ADMINISTRATOR, Role.CASE_LEAD)


class NotYourDevice(Exception):
    """The device is neither the actor's nor, for who may end any, of their organisation."""


def may_use(actor: object) -> bool:
    """Say whether somebody may screen without network: whoever may keep a screening."""
    return may_keep(actor)


def may_end(actor: Member, device: Device) -> bool:
    """Say whether the actor may end a device: their own, or for who lets people in, any."""
    if device.organisation_id != actor.organisation_id:
        return False
    return device.member_id == actor.id or actor.has(*ENDING)


def check_end(actor: Member, device: Device) -> None:
    """Raise `NotYourDevice` unless the actor may end a device."""
    if not may_end(actor, device):
        msg = "There is no such device here."
        raise NotYourDevice(msg)


def may_open(actor: Member, draft: Draft) -> bool:
    """Say whether the actor may open a draft: who sent it, and nobody else."""
    return draft.sent_by_id == actor.id and actor.has(*KEEPING)
