"""Who may open the addresses of contact: who stands by people."""

from typing import Final

from clew.ground.accounts.policy import BOTH, WRITE, Rule, only
from clew.survivor.people.policy import STANDING_BY

RULES: Final[dict[str, Rule]] = {
    "contact:rules": only(*STANDING_BY, methods=BOTH, about="person"),
    # Showing is a press, never a page to be linked to: each leaves an event.
    "contact:show": only(*STANDING_BY, methods=WRITE, about="person"),
}
