"""What people call the parts of a release."""

from typing import Final

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


def label_of(kind: str, name: str) -> str:
    """Return what people call a part; a room above may name its own in plain words."""
    if kind == Kind.CLAIM.value and name in entity_kinds():
        return entity_kinds()[name].label
    return str(_PARTS.get(name, name.replace("_", " ")))
