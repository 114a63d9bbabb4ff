"""Who may open the addresses of release: who works on cases. A first responder may take back."""

from typing import Final

from clew.ground.accounts.policy import BOTH, WRITE, Rule, only
from clew.ground.accounts.roles import Role
from clew.survivor.people.policy import STANDING_BY

_CASEWORK: Final = (Role.ADVOCATE, Role.CASE_LEAD)
RULES: Final[dict[str, Rule]] = {
    "release:start": only(*_CASEWORK, about="person"),
    "release:pick": only(*_CASEWORK, methods=WRITE, about="person"),
    "release:preview": only(*_CASEWORK, methods=WRITE, about="person"),
    "release:send": only(*_CASEWORK, methods=WRITE, about="person"),
    "release:receipt": only(*_CASEWORK, about="person"),
    "release:package": only(*_CASEWORK, methods=WRITE, about="person"),
    "release:words": only(*_CASEWORK, methods=WRITE, about="person"),
    "release:remind": only(*_CASEWORK, methods=WRITE, about="person"),
    "release:withdraw": only(*STANDING_BY, methods=BOTH, about="consent"),
}
