"""Who may open the addresses of referrals."""

from typing import Final

from clew.ground.accounts.policy import BOTH, WRITE, Rule, only
from clew.ground.accounts.roles import Role

_MAKING: Final = (Role.FIRST_RESPONDER, Role.ADVOCATE, Role.CASE_LEAD)
_ANSWERING: Final = (Role.ADVOCATE, Role.CASE_LEAD)
_ANSWERING_SERVICES: Final = (*_ANSWERING, Role.LAWYER)
RULES: Final[dict[str, Rule]] = {
    "referrals:sent": only(*_MAKING),
    "referrals:services": only(*_MAKING, Role.LAWYER),
    "referrals:sent_one": only(*_MAKING, about="referral"),
    "referrals:new": only(*_MAKING, about="person"),
    "referrals:pick": only(*_MAKING, about="person"),
    "referrals:preview": only(*_MAKING, methods=BOTH, about="person"),
    "referrals:send": only(*_MAKING, methods=WRITE, about="person"),
    "referrals:inbox": only(*_ANSWERING),
    "referrals:received": only(*_ANSWERING_SERVICES, about="referral"),
    "referrals:receive": only(*_ANSWERING_SERVICES, methods=WRITE, about="referral"),
    "referrals:accept": only(*_ANSWERING_SERVICES, methods=WRITE, about="referral"),
    "referrals:decline": only(*_ANSWERING_SERVICES, methods=WRITE, about="referral"),
    "referrals:put_away": only(*_MAKING, Role.LAWYER, methods=WRITE, about="referral"),
}
