"""What people call the parts of a release, and how a value that is a code is read."""

from collections.abc import Callable
from typing import Final, Protocol

from django.utils.translation import gettext_lazy

from clew.rules.consent.kinds import Kind
from clew.rules.network.kinds import entity_kinds

_PARTS: Final = {
    "full_name": gettext_lazy("Full name"),
    "called": gettext_lazy("What they are called"),
    "born": gettext_lazy("Born"),
    "sex": gettext_lazy("Sex"),
    "speaks": gettext_lazy("Languages they speak"),
    "nationality": gettext_lazy("Nationality"),
    "how": gettext_lazy("How to reach them"),
    "when": gettext_lazy("When"),
    "never": gettext_lazy("Never"),
}


class Worded(Protocol):
    """A part of a room above, as people read it."""

    @property
    def label(self) -> str:
        """What people call it."""

    def read(self, copied: str) -> str:
        """Return a copied value in words."""


Wording = Callable[[str, str], Worded | None]
_above: Final[list[Wording]] = []


def also_worded(by: Wording) -> Wording:
    """Let a room above give words for the parts it lets go: by kind and name, or nothing."""
    _above.append(by)
    return by


def label_of(kind: str, name: str) -> str:
    """Return what people call a part; a room above may name its own in plain words."""
    if kind == Kind.CLAIM.value and name in entity_kinds():
        return entity_kinds()[name].label
    found = None if name in _PARTS else _worded(kind, name)
    return found.label if found else str(_PARTS.get(name, name.replace("_", " ")))


def said_of(kind: str, name: str, copied: str) -> str:
    """Return what a part says as people read it: a code of a form in the words of the form."""
    found = None if name in _PARTS else _worded(kind, name)
    return found.read(copied) if found else copied


def _worded(kind: str, name: str) -> Worded | None:
    return next((found for by in _above if (found := by(kind, name))), None)
