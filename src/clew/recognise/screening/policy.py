"""Who may open the addresses of screening. The interview itself is open: it keeps nothing."""

from typing import Final

from clew.ground.accounts.policy import BOTH, WRITE, Rule, only, open_to_all
from clew.ground.accounts.roles import Role

_KEEPING: Final = (Role.FIRST_RESPONDER, Role.ADVOCATE, Role.CASE_LEAD)
RULES: Final[dict[str, Rule]] = {
    "screening:choose": open_to_all(),
    "screening:prepare": open_to_all(BOTH),
    "screening:interview": open_to_all(BOTH),
    "screening:paper": open_to_all(),
    "screening:keep": only(*_KEEPING, methods=BOTH),
    "screening:mine": only(*_KEEPING),
    "screening:kept": only(*_KEEPING, about="screening"),
    "screening:history": only(*_KEEPING, about="person"),
    "screening:later": only(*_KEEPING, methods=BOTH),
    "screening:go_on": only(*_KEEPING, about="unfinished"),
    "screening:let_go": only(*_KEEPING, methods=WRITE, about="unfinished"),
}
