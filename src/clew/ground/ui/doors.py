"""The doors in the header: which rooms somebody finds there, by what they are here for."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clew.ground.accounts.models import Member
from clew.ground.accounts.policy import table


@dataclass(frozen=True, slots=True)
class Door:
    """One entry of the header."""

    address: str
    words: str | Promise
    here: bool = False


_ALL: Final = (
    Door("casework:today", _("Today")),
    Door("casework:list", _("Cases")),
    Door("people:find", _("Find")),
    Door("referrals:inbox", _("Referrals")),
    Door("referrals:sent", _("Sent")),
    Door("screening:mine", _("Screenings")),
    Door("sharing:inbox", _("Released")),
    Door("network:explorer", _("Network")),
    Door("leads:list", _("Leads")),
    Door("statistics:tables", _("Statistics")),
    Door("submissions:evidence", _("Evidence")),
    Door("impact:impact", _("Impact")),
    Door("training:learn", _("Training")),
    Door("rights:desk", _("Requests")),
    Door("people:emergency", _("Emergency")),
    Door("accounts:members", _("Members")),
    Door("accounts:partners", _("Partners")),
    Door("sharing:keys", _("Keys")),
    Door("accounts:events", _("Events")),
    Door("accounts:unusual", _("Unusual reading")),
)
_OPEN: Final = (
    Door("screening:choose", _("Screen")),
    Door("classification:worksheet", _("Trafficking or smuggling")),
    Door("classification:explained", _("Published cases")),
    Door("states:recovery", _("Time to recover")),
    Door("ui:sources", _("Sources")),
)
# Where a room has several doors, its other pages stand behind one of them.
_ROOM_DOORS: Final = {
    **{door.address.partition(":")[0]: door.address for door in (*_OPEN, *_ALL)},
    "casework": "casework:list",
    "screening": "screening:choose",
    "classification": "classification:worksheet",
    "accounts": "",
    "sharing": "sharing:inbox",
}


def doors_of(request: HttpRequest) -> list[Door]:
    """Return the doors that the policy table opens for whoever asks; one says: here."""
    member = request.user if hasattr(request, "user") else None
    found: list[Door] = []
    rules = table()
    if isinstance(member, Member):
        found = [
            door
            for door in _ALL
            if door.address in rules
            and (roles := rules[door.address].roles) is not None
            and not roles.isdisjoint(member.roles)
        ]
    # The process for partners does not answer all of them.
    found += [door for door in (_OPEN[:3] if found else _OPEN) if door.address in rules]
    match = request.resolver_match
    view = match.view_name if match else ""
    return [Door(door.address, door.words, _is_here(door.address, view)) for door in found]


def _is_here(address: str, view: str) -> bool:
    """Say whether a page belongs to a door: by its room, except where a room has several doors."""
    if address == view:
        return True
    others = {door.address for door in (*_ALL, *_OPEN)}
    return view not in others and _ROOM_DOORS.get(view.partition(":")[0]) == address
