"""Who may open the addresses of referrals."""

from typing import Final

from clew.ground.accounts.policy import BOTH, WRITE, Rule, only
from clew.ground.accounts.roles import Role
from clew.recognise.referrals.permissions import ANSWERING, ANSWERING_SERVICES, MAKING

RULES: Final[dict[str, Rule]] = {
    "referrals:sent": only(*MAKING),
    "referrals:services": only(*MAKING, Role.LAWYER),
    "referrals:sent_one": only(*MAKING, about="referral"),
    "referrals:new": only(*MAKING, about="person"),
    "referrals:pick": only(*MAKING, about="person"),
    "referrals:preview": only(*MAKING, methods=BOTH, about="person"),
    "referrals:send": only(*MAKING, methods=WRITE, about="person"),
    "referrals:inbox": only(*ANSWERING),
    "referrals:received": only(*ANSWERING_SERVICES, about="referral"),
    "referrals:receive": only(*ANSWERING_SERVICES, methods=WRITE, about="referral"),
    "referrals:accept": only(*ANSWERING_SERVICES, methods=WRITE, about="referral"),
    "referrals:decline": only(*ANSWERING_SERVICES, methods=WRITE, about="referral"),
    "referrals:put_away": only(*MAKING, Role.LAWYER, methods=WRITE, about="referral"),
}
