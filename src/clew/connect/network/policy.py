"""Who may open the addresses of network."""

from typing import Final

from clew.ground.accounts.policy import Rule, only
from clew.ground.accounts.roles import Role

RULES: Final[dict[str, Rule]] = {
    "network:explorer": only(Role.INVESTIGATOR),
    "network:person": only(Role.INVESTIGATOR, about="circle"),
    "network:thing": only(Role.INVESTIGATOR, about="circle"),
}
