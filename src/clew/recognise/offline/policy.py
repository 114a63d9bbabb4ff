"""Who may open the addresses of screening without network.

The page itself and the signs are open to all: the browser lays them down, and nothing in them is
about anybody.
"""

from typing import Final

from clew.ground.accounts.policy import BOTH, WRITE, Rule, only, open_to_all
from clew.ground.accounts.roles import Role

_KEEPING: Final = (Role.FIRST_RESPONDER, Role.ADVOCATE, Role.CASE_LEAD)
RULES: Final[dict[str, Rule]] = {
    "offline:worker": open_to_all(),
    "offline:app": open_to_all(),
    "offline:signs": open_to_all(),
    "offline:manifest": open_to_all(),
    "offline:hello": only(*_KEEPING),
    "offline:enrol": only(*_KEEPING, methods=WRITE),
    "offline:send": only(*_KEEPING, methods=WRITE),
    "offline:devices": only(*_KEEPING, Role.ADMINISTRATOR),
    "offline:end": only(*_KEEPING, Role.ADMINISTRATOR, methods=WRITE, about="device"),
    "offline:drafts": only(*_KEEPING),
    "offline:draft": only(*_KEEPING, methods=BOTH, about="draft"),
    "offline:drop": only(*_KEEPING, methods=WRITE, about="draft"),
}
