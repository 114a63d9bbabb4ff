"""Who may open the addresses of consent: who stands by people."""

from typing import Final

from clew.ground.accounts.policy import BOTH, Rule, only
from clew.survivor.people.policy import STANDING_BY

RULES: Final[dict[str, Rule]] = {
    "consent:list": only(*STANDING_BY, about="person"),
    "consent:ask": only(*STANDING_BY, methods=BOTH, about="person"),
}
