"""Who may open the addresses of leads."""

from typing import Final

from clew.ground.accounts.policy import BOTH, Rule, only
from clew.ground.accounts.roles import Role

RULES: Final[dict[str, Rule]] = {
    "leads:list": only(Role.INVESTIGATOR),
    "leads:lead": only(Role.INVESTIGATOR, methods=BOTH, about="circle"),
    "leads:confirmed": only(Role.INVESTIGATOR, methods=BOTH, about="circle"),
}
