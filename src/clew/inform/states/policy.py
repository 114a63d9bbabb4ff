"""Who may open the addresses of the comparison of countries: law only, open to all."""

from typing import Final

from clew.ground.accounts.policy import Rule, open_to_all

RULES: Final[dict[str, Rule]] = {"states:recovery": open_to_all()}
