"""Who may open the addresses of impact."""

from typing import Final

from clew.ground.accounts.policy import Rule, only
from clew.ground.accounts.roles import Role

RULES: Final[dict[str, Rule]] = {
    "impact:impact": only(Role.POLICY_LEAD, Role.CASE_LEAD, Role.TRAINER),
    "impact:session": only(Role.POLICY_LEAD, Role.CASE_LEAD, Role.TRAINER, about="session"),
}
