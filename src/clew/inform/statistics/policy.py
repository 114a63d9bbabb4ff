"""Who may open the addresses of statistics. A table that is not released is not found by others."""

from typing import Final

from clew.ground.accounts.policy import BOTH, WRITE, Rule, only, open_to_all
from clew.ground.accounts.roles import Role

RULES: Final[dict[str, Rule]] = {
    "statistics:tables": open_to_all(),
    "statistics:new": only(Role.POLICY_LEAD, methods=BOTH),
    "statistics:table": open_to_all(),
    "statistics:download": open_to_all(),
    "statistics:send": only(Role.POLICY_LEAD, methods=WRITE, about="table"),
    "statistics:check": only(Role.OUTPUT_CHECKER, methods=WRITE, about="table"),
}
