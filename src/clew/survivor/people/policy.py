"""Who may open the addresses of people: who meets somebody first, and who stands by them."""

from typing import Final

from clew.ground.accounts.policy import BOTH, WRITE, Rule, only
from clew.ground.accounts.roles import Role
from clew.ground.vault.proofs import Lately

STANDING_BY: Final = (Role.FIRST_RESPONDER, Role.ADVOCATE, Role.CASE_LEAD)
RULES: Final[dict[str, Rule]] = {
    "people:find": only(*STANDING_BY, methods=BOTH),
    "people:new": only(*STANDING_BY, methods=BOTH),
    "people:emergency": only(
        Role.ADVOCATE, Role.CASE_LEAD, methods=BOTH, step_up=Lately.FIVE_MINUTES
    ),
    "people:emergency_review": only(
        Role.ADVOCATE, Role.CASE_LEAD, methods=WRITE, about="emergency"
    ),
    "people:edit": only(*STANDING_BY, methods=BOTH, about="person"),
}
