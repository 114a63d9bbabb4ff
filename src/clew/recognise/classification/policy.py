"""Who may open the addresses of the worksheet. It keeps nothing; kept sheets are apart."""

from typing import Final

from clew.ground.accounts.policy import BOTH, Rule, only, open_to_all
from clew.ground.accounts.roles import Role

_KEEPING: Final = (Role.FIRST_RESPONDER, Role.ADVOCATE, Role.CASE_LEAD)
RULES: Final[dict[str, Rule]] = {
    "classification:worksheet": open_to_all(BOTH),
    "classification:explained": open_to_all(),
    "classification:published_case": open_to_all(),
    "classification:keep": only(*_KEEPING, methods=BOTH),
    "classification:sheets": only(*_KEEPING, about="person"),
    "classification:sheet": only(*_KEEPING, methods=BOTH, about="classification"),
}
