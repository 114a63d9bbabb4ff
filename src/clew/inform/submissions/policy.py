"""Who may open the addresses of submissions: all staff. Only released figures stand there."""

from typing import Final

from clew.ground.accounts.policy import Rule, staff

RULES: Final[dict[str, Rule]] = {
    "submissions:evidence": staff(),
    "submissions:filled": staff(),
}
