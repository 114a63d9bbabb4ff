"""Who may open the addresses of sharing: those at the recipient whose work it is."""

from typing import Final

from clew.ground.accounts.policy import WRITE, Rule, only
from clew.ground.accounts.roles import Role

_RECEIVERS: Final = (
    Role.PARTNER_OFFICER, Role.LAWYER, Role.INVESTIGATOR, Role.CASE_LEAD, Role.ADVOCATE,
)  # fmt: skip
RULES: Final[dict[str, Rule]] = {
    "sharing:inbox": only(*_RECEIVERS),
    "sharing:one": only(*_RECEIVERS, about="release"),
    "sharing:answer": only(*_RECEIVERS, methods=WRITE, about="release"),
}
