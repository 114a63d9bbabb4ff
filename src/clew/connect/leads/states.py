"""What somebody decided about a lead, and what may follow on what."""

from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(StrEnum):
    """Where a lead stands. `OPEN`: nobody has decided; nothing is stored for it."""

    OPEN = "open"
    TAKEN_ON = "taken_on"
    PARKED = "parked"
    REFUSED = "refused"
    BASIS_WITHDRAWN = "basis_withdrawn"


WORDS: Final[dict[State, str | Promise]] = {
    State.OPEN: _("Not read yet"),
    State.TAKEN_ON: _("Taken on"),
    State.PARKED: _("Parked"),
    State.REFUSED: _("Refused"),
    State.BASIS_WITHDRAWN: _("Basis withdrawn"),
}
TAGS: Final = {
    State.OPEN: "tag tag-open",
    State.TAKEN_ON: "tag tag-act",
    State.PARKED: "tag",
    State.REFUSED: "tag",
    State.BASIS_WITHDRAWN: "tag tag-care",
}
DECISIONS: Final = frozenset({State.TAKEN_ON, State.PARKED, State.REFUSED})
"""What a person decides. A basis is withdrawn by the one whose claims they are, never here."""

PLAN: Final[dict[str, str | Promise]] = {
    "first": _("Who goes first"),
    "child": _("If it is a child, or may be"),
    "harm": _("What could harm them"),
    "no": _("If they say no"),
}
"""The parts of a welfare plan. Nobody goes near anybody before each of them is written."""
