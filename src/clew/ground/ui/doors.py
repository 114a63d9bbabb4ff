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
    behind_more: bool = False


# What somebody goes to most stands first: a header has room for few of them.
_ALL: Final = (
    Door("casework:today", _("Today")),
    Door("casework:list", _("Cases")),
    Door("screening:choose", _("Screen")),
    Door("network:explorer", _("Network")),
    Door("leads:list", _("Leads")),
    Door("referrals:inbox", _("Referrals")),
    Door("people:find", _("Find")),
    Door("statistics:tables", _("Statistics")),
    Door("training:learn", _("Training")),
    Door("rights:desk", _("Requests")),
    Door("accounts:members", _("Members")),
    Door("referrals:sent", _("Sent")),
    Door("referrals:services", _("Services asked for")),
    Door("screening:mine", _("Screenings")),
    Door("sharing:inbox", _("Released")),
    Door("submissions:evidence", _("Evidence")),
    Door("impact:impact", _("Impact")),
    Door("people:emergency", _("Emergency")),
    Door("accounts:partners", _("Partners")),
    Door("sharing:keys", _("Keys")),
    Door("accounts:events", _("Events")),
    Door("accounts:unusual", _("Unusual reading")),
    Door("classification:worksheet", _("Trafficking or smuggling")),
    Door("classification:explained", _("Published cases")),
    Door("framing:words", _("Check words")),
)
_OPEN: Final = (
    Door("screening:choose", _("Screen")),
    Door("classification:worksheet", _("Trafficking or smuggling")),
    Door("classification:explained", _("Published cases")),
    Door("framing:words", _("Check words")),
    Door("states:recovery", _("Time to recover")),
    Door("ui:sources", _("Sources")),
)
_IN_SIGHT: Final = 7  # doors; the others stand behind one that says More
# Where a room has several doors, its other pages stand behind one of them.
_ROOM_DOORS: Final = {
    **{door.address.partition(":")[0]: door.address for door in (*_OPEN, *_ALL)},
    "casework": "casework:list",
    "screening": "screening:choose",
    "offline": "screening:choose",
    "classification": "classification:worksheet",
    "accounts": "",
    "sharing": "sharing:inbox",
}


def doors_of(request: HttpRequest) -> list[Door]:
    """Return the doors that the policy table opens for whoever asks; one says: here.

    Those beyond the first few stand behind "More", except the one where somebody is.
    """
    member = request.user if hasattr(request, "user") else None
    rules = table()
    # The process for partners does not answer all of them.
    shown = [door for door in _OPEN if door.address in rules]
    if isinstance(member, Member):
        everybody, roles = {door.address for door in shown}, member.roles
        own = [
            door
            for door in _ALL
            if door.address in everybody
            or (door.address in rules and not roles.isdisjoint(rules[door.address].roles or ()))
        ]
        if any(door.address not in everybody for door in own):
            shown = own
    match = request.resolver_match
    view = match.view_name if match else ""
    here = next((number for number, door in enumerate(shown) if _is_here(door.address, view)), -1)
    # Where somebody is takes the last place in sight, if it would have none.
    last = _IN_SIGHT - 1 if here >= _IN_SIGHT else _IN_SIGHT
    return [
        Door(door.address, door.words, number == here, number >= last and number != here)
        for number, door in enumerate(shown)
    ]


def _is_here(address: str, view: str) -> bool:
    """Say whether a page belongs to a door: by its room, except where a room has several doors."""
    if address == view:
        return True
    others = {door.address for door in (*_ALL, *_OPEN)}
    return view not in others and _ROOM_DOORS.get(view.partition(":")[0]) == address
