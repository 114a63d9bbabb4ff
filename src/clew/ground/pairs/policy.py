"""Who may open what waits for a second person: all staff; each sees what is theirs to decide."""

from typing import Final

from clew.ground.accounts.policy import WRITE, Rule, only, staff
from clew.ground.accounts.roles import STAFF
from clew.ground.vault.proofs import Lately

RULES: Final[dict[str, Rule]] = {
    "pairs:list": staff(),
    "pairs:decide": only(*STAFF, methods=WRITE, about="proposal", step_up=Lately.FIVE_MINUTES),
}
