"""Who may open the addresses of the worksheet. It keeps nothing; kept sheets are apart."""

from typing import Final

from clew.ground.accounts.policy import BOTH, WRITE, Rule, only, open_to_all
from clew.ground.accounts.roles import Role
from clew.ground.vault.proofs import Lately

_KEEPING: Final = (Role.FIRST_RESPONDER, Role.ADVOCATE, Role.CASE_LEAD)
RULES: Final[dict[str, Rule]] = {
    "classification:worksheet": open_to_all(BOTH),
    "classification:explained": open_to_all(),
    "classification:published_case": open_to_all(),
    "classification:asylum": open_to_all(),
    "classification:keep": only(*_KEEPING, methods=BOTH),
    "classification:sheets": only(*_KEEPING, about="person"),
    "classification:beside": only(*_KEEPING, about="person"),
    "classification:editions": only(*_KEEPING, methods=BOTH),
    "classification:sheet": only(*_KEEPING, methods=BOTH, about="classification"),
    "classification:facts": only(*_KEEPING, methods=BOTH, about="classification"),
    "classification:about": only(*_KEEPING, methods=BOTH, about="classification"),
    "classification:sources": only(*_KEEPING, methods=BOTH, about="classification"),
    "classification:choose": only(*_KEEPING, methods=BOTH, about="classification"),
    "classification:again": only(*_KEEPING, methods=WRITE, about="classification"),
    "classification:another_law": only(*_KEEPING, about="classification"),
    "classification:alert": only(*_KEEPING, about="classification"),
    "classification:letter_pdf": only(
        *_KEEPING, methods=WRITE, about="classification", step_up=Lately.FIVE_MINUTES
    ),
    "classification:alert_to": only(*_KEEPING, methods=BOTH, about="classification"),
}
