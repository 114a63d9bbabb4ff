"""Who may open the addresses of national referrals: those who refer, for their own people."""

from typing import Final

from clew.ground.accounts.policy import BOTH, WRITE, Rule, only
from clew.ground.vault.proofs import Lately
from clew.recognise.mechanisms.permissions import PREPARING

RULES: Final[dict[str, Rule]] = {
    "mechanisms:person": only(*PREPARING, about="person"),
    "mechanisms:begin": only(*PREPARING, methods=WRITE, about="person"),
    "mechanisms:check": only(*PREPARING, about="preparation"),
    "mechanisms:page": only(*PREPARING, methods=BOTH, about="preparation"),
    "mechanisms:put_away": only(*PREPARING, methods=BOTH, about="preparation"),
    "mechanisms:whom": only(*PREPARING, about="preparation"),
    "mechanisms:preview": only(*PREPARING, about="preparation"),
    "mechanisms:send": only(*PREPARING, methods=WRITE, about="preparation"),
    "mechanisms:sent": only(*PREPARING, about="sending"),
    "mechanisms:pdf": only(*PREPARING, methods=WRITE, about="sending", step_up=Lately.FIVE_MINUTES),
    "mechanisms:json": only(
        *PREPARING, methods=WRITE, about="sending", step_up=Lately.FIVE_MINUTES
    ),
    "mechanisms:decide": only(*PREPARING, methods=BOTH, about="person"),
    "mechanisms:correct": only(*PREPARING, methods=BOTH, about="decision"),
}
