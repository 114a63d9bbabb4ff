"""What somebody typed into a form that could not be taken just then: kept, and only for them.

Their session had ended, or they were to show first who they are. It lies sealed in the browser's
session (an hour at most) and names the member it belongs
to. Whoever signs in next gets it back only if they are that member; otherwise it is dropped.
"""

import time
import uuid
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest

from clew.ground.vault.sealing import Altered, open_for_house, seal_for_house

_KEY: Final = "clew_kept"
_PURPOSE: Final = "kept form"
_LONGEST_SECONDS: Final = 3600
_MOST_LETTERS: Final = 200_000
_NEVER_KEPT: Final = ("csrfmiddlewaretoken", "password", "passphrase")
AWAY: Final = "away"
SHOW_FIRST: Final = "show first"


@dataclass(frozen=True, slots=True)
class Kept:
    """A form that waits: where it was going, and what was typed."""

    path: str
    fields: tuple[tuple[str, str], ...]
    why: str = AWAY


def keep(request: HttpRequest, *, member: uuid.UUID, why: str = AWAY) -> bool:
    """Keep the form of this request for a member. Returns whether it could be kept."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if not any(part in name for part in _NEVER_KEPT)
        for value in values
    ]
    if sum(len(name) + len(str(value)) for name, value in fields) > _MOST_LETTERS:
        return False
    held = {
        "member": str(member), "path": request.path, "at": time.time(), "fields": fields,
        "why": why,
    }  # fmt: skip
    request.session[_KEY] = seal_for_house(held, _PURPOSE)
    return True


def waiting(request: HttpRequest, *, member: uuid.UUID) -> Kept | None:
    """Return the form that waits for this member. Anybody else's is dropped."""
    sealed = request.session.get(_KEY)
    if sealed is None:
        return None
    try:
        held = open_for_house(sealed, _PURPOSE)
    except Altered:
        held = None
    fresh = (
        isinstance(held, dict)
        and held["member"] == str(member)
        and time.time() - held["at"] < _LONGEST_SECONDS
    )
    if not fresh or not isinstance(held, dict):
        forget(request)
        return None
    fields = tuple((name, value) for name, value in held["fields"])
    return Kept(held["path"], fields, held.get("why", AWAY))


def forget(request: HttpRequest) -> None:
    """Drop the form that waits."""
    request.session.pop(_KEY, None)
