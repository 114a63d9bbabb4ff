"""Who may open the addresses of portal: the person it is about. Rights and the way out: anybody.

A card is given on pages of the house, by who stands by the person.
"""

from functools import partial
from typing import Final

from clew.ground.accounts.policy import BOTH, WRITE, Rule, only, open_to_all
from clew.ground.accounts.roles import Role
from clew.portal.manner import QUIET
from clew.survivor.people.policy import STANDING_BY

_theirs = partial(only, Role.SURVIVOR, manner=QUIET)
_anybody = partial(open_to_all, manner=QUIET)
RULES: Final[dict[str, Rule]] = {
    "portal:home": _theirs(),
    "portal:choices": _theirs(),
    "portal:choice": _theirs(methods=BOTH),
    "portal:shared": _theirs(),
    "portal:take_back": _theirs(methods=WRITE, about="consent"),
    "portal:taken_back": _theirs(about="consent"),
    "portal:looked": _theirs(),
    "portal:mine": _theirs(methods=BOTH),
    "portal:language": _theirs(methods=WRITE),
    "portal:kept": _theirs(),
    "portal:card": _theirs(methods=BOTH),
    "portal:stop_card": _theirs(methods=WRITE),
    "portal:sign_in": _anybody(BOTH),
    "portal:sign_in_in": _anybody(BOTH),
    "portal:sign_out": _anybody(WRITE),
    "portal:rights": _anybody(),
    "portal:right": _anybody(),
    "portal:rights_in": _anybody(),
    "portal:right_in": _anybody(),
    "portal:leave": _anybody(),
    "portal:nothing": _anybody(BOTH),
    "cards:card": only(*STANDING_BY, methods=BOTH, about="person"),
}
