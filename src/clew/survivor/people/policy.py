"""Who may open the addresses of people: who meets somebody first, and who stands by them."""

from typing import Final

from clew.ground.accounts.policy import BOTH, Rule, only
from clew.ground.accounts.roles import Role

STANDING_BY: Final = (Role.FIRST_RESPONDER, Role.ADVOCATE, Role.CASE_LEAD)
RULES: Final[dict[str, Rule]] = {
    "people:find": only(*STANDING_BY, methods=BOTH),
    "people:new": only(*STANDING_BY, methods=BOTH),
    "people:edit": only(*STANDING_BY, methods=BOTH, about="person"),
}
