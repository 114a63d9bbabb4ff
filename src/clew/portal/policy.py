"""Who may open the addresses of portal: the person it is about. Rights and the way out: anybody."""

from typing import Final

from clew.ground.accounts.policy import BOTH, WRITE, Rule, only, open_to_all
from clew.ground.accounts.roles import Role

RULES: Final[dict[str, Rule]] = {
    "portal:home": only(Role.SURVIVOR),
    "portal:choices": only(Role.SURVIVOR),
    "portal:choice": only(Role.SURVIVOR, methods=BOTH),
    "portal:shared": only(Role.SURVIVOR),
    "portal:take_back": only(Role.SURVIVOR, methods=WRITE, about="consent"),
    "portal:taken_back": only(Role.SURVIVOR, about="consent"),
    "portal:looked": only(Role.SURVIVOR),
    "portal:language": only(Role.SURVIVOR, methods=WRITE),
    "portal:rights": open_to_all(),
    "portal:right": open_to_all(),
    "portal:rights_in": open_to_all(),
    "portal:right_in": open_to_all(),
    "portal:leave": open_to_all(),
}
