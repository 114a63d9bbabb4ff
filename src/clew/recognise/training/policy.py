"""Who may open the addresses of training."""

from typing import Final

from clew.ground.accounts.policy import BOTH, WRITE, Rule, only, staff
from clew.ground.accounts.roles import Role
from clew.recognise.training.permissions import SEES_SESSIONS

RULES: Final[dict[str, Rule]] = {
    "training:learn": staff(),
    "training:course": staff(),
    "training:begin": staff(WRITE),
    "training:lesson": staff(BOTH),
    "training:again": staff(BOTH),
    "training:scene": staff(BOTH, about="sitting"),
    "training:look-back": staff(about="sitting"),
    "training:certify": staff(WRITE, about="sitting"),
    "training:certificate": staff(about="certificate"),
    "training:effect": only(*SEES_SESSIONS),
    "training:sessions": only(*SEES_SESSIONS),
    "training:session": only(*SEES_SESSIONS, methods=BOTH, about="session"),
    "training:came": staff(WRITE),
    "training:new": only(Role.TRAINER, methods=BOTH),
}
