"""Who may open the addresses of matching."""

from typing import Final

from clew.ground.accounts.policy import WRITE, Rule, only
from clew.ground.accounts.roles import Role

RULES: Final[dict[str, Rule]] = {
    "matching:shared": only(Role.INVESTIGATOR),
    "matching:ordinary": only(Role.INVESTIGATOR, methods=WRITE, about="circle"),
}
