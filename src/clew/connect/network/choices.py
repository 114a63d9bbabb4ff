"""What somebody may choose to see of the network: codes only, and never a value or a name."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clew.engines.graphs.sharing import Mention
from clew.rules.network.kinds import Certainty, Stage, kind_of

CERTAINTIES: Final[dict[str, str | Promise]] = {
    "all": _("All that is not disproved"),
    "suspected": _("Confirmed and suspected"),
    "confirmed": _("Confirmed only"),
}
STEPS: Final[dict[str, str | Promise]] = {"1": _("One step"), "2": _("Two steps")}
STAGES: Final[dict[str, str | Promise]] = {
    "": _("All stages"),
    "recruit": _("Recruit"),
    "travel": _("Travel"),
    "house": _("House"),
    "papers": _("Papers"),
    "work": _("Work"),
    "money": _("Money"),
    "control": _("Control"),
}
_SHOWS: Final = {
    "all": frozenset(Certainty),
    "suspected": frozenset({Certainty.CONFIRMED, Certainty.SUSPECTED, Certainty.DISPROVED}),
    "confirmed": frozenset({Certainty.CONFIRMED, Certainty.DISPROVED}),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """How much is shown around a node. What is not a code that exists means the default."""

    steps: str = "2"
    certainty: str = "all"
    stage: str = ""

    @classmethod
    def of(cls, sent: QueryDict) -> "Choice":
        """Read an address."""
        steps, certainty, stage = (sent.get(name, "") for name in ("steps", "certainty", "stage"))
        return cls(
            steps if steps in STEPS else "2",
            certainty if certainty in CERTAINTIES else "all",
            stage if stage in STAGES else "",
        )

    def shows(self, mention: Mention, *, around: str) -> bool:
        """Say whether a mention is wanted. What the page is about stays, whatever its stage."""
        if mention.certainty not in _SHOWS[self.certainty]:
            return False
        wanted = not self.stage or kind_of(mention.kind).stage is Stage(self.stage)
        return wanted or mention.entity == around

    def address(self, circle: UUID) -> str:
        """Write the choice as it stands behind the question mark."""
        sent = {"steps": self.steps, "certainty": self.certainty, "stage": self.stage}
        return urlencode(
            {"circle": str(circle)} | {key: value for key, value in sent.items() if value}
        )
