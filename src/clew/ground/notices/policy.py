"""Who may open notices: every member their own."""

from typing import Final

from clew.ground.accounts.policy import BOTH, Rule, signed_in

RULES: Final[dict[str, Rule]] = {"notices:list": signed_in(BOTH)}
