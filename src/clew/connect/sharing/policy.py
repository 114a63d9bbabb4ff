"""Who may open the addresses of sharing: those at the recipient whose work it is."""

from typing import Final

from clew.ground.accounts.policy import BOTH, WRITE, Rule, only
from clew.ground.accounts.roles import Role
from clew.survivor.release.trusting import MAY_TRUST

_RECEIVERS: Final = (
    Role.PARTNER_OFFICER, Role.LAWYER, Role.INVESTIGATOR, Role.CASE_LEAD, Role.ADVOCATE,
)  # fmt: skip
_KEEPERS: Final = (Role.ADVOCATE, Role.CASE_LEAD)
RULES: Final[dict[str, Rule]] = {
    "sharing:inbox": only(*_RECEIVERS),
    "sharing:one": only(*_RECEIVERS, about="release"),
    "sharing:answer": only(*_RECEIVERS, methods=WRITE, about="release"),
    "sharing:package": only(*_RECEIVERS, methods=WRITE, about="release"),
    "sharing:ask": only(*_RECEIVERS, methods=BOTH, about="release"),
    "sharing:requests": only(*_RECEIVERS),
    "sharing:request": only(*_RECEIVERS, about="request"),
    "sharing:order": only(*_KEEPERS, methods=WRITE, about="asked"),
    "sharing:answer_item": only(*_KEEPERS, methods=WRITE, about="asked"),
    "sharing:sent": only(*_KEEPERS, about="left"),
    "sharing:keys": only(*MAY_TRUST, methods=BOTH),
    "sharing:ask_second": only(*MAY_TRUST, methods=WRITE, about="partner_key"),
    "sharing:revoke": only(*MAY_TRUST, methods=WRITE, about="partner_key"),
}
