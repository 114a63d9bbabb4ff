"""Who may open the addresses of rights: who stands by people, and the data steward."""

from typing import Final

from clew.ground.accounts.policy import BOTH, WRITE, Rule, only
from clew.ground.accounts.roles import Role
from clew.ground.vault.proofs import Lately
from clew.survivor.people.policy import STANDING_BY

RULES: Final[dict[str, Rule]] = {
    "rights:person": only(*STANDING_BY, methods=BOTH, about="person"),
    "rights:copy": only(*STANDING_BY, methods=BOTH, about="person"),
    "rights:desk": only(Role.DATA_STEWARD),
    "rights:erasure": only(
        Role.DATA_STEWARD, methods=WRITE, about="erasure", step_up=Lately.FIVE_MINUTES
    ),
    "rights:hold": only(
        Role.DATA_STEWARD, methods=WRITE, about="hold", step_up=Lately.FIVE_MINUTES
    ),
    "rights:hand_over": only(
        Role.DATA_STEWARD, methods=WRITE, about="copy", step_up=Lately.FIVE_MINUTES
    ),
}
