"""Who may open the addresses of training."""

from typing import Final

from clew.ground.accounts.policy import BOTH, Rule, only
from clew.ground.accounts.roles import Role

RULES: Final[dict[str, Rule]] = {
    "training:sessions": only(Role.TRAINER, Role.CASE_LEAD, Role.POLICY_LEAD),
    "training:new": only(Role.TRAINER, methods=BOTH),
}
