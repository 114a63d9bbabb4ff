"""Who may open the addresses of casework: advocates their own cases, leads those of their team."""

from typing import Final

from clew.ground.accounts.policy import BOTH, READ, WRITE, Rule, only
from clew.ground.accounts.roles import Role


def _of_person(methods: frozenset[str] = READ) -> Rule:
    return only(Role.ADVOCATE, Role.CASE_LEAD, methods=methods, about="person")


RULES: Final[dict[str, Rule]] = {
    "casework:list": only(Role.ADVOCATE, Role.CASE_LEAD),
    "casework:today": only(Role.ADVOCATE, Role.CASE_LEAD),
    "casework:open_referral": only(Role.ADVOCATE, Role.CASE_LEAD, methods=BOTH, about="referral"),
    "casework:open_for": _of_person(BOTH),
    "casework:case": _of_person(),
    "casework:five_lines": _of_person(BOTH),
    "casework:stage": _of_person(BOTH),
    "casework:recovery": _of_person(BOTH),
    "casework:moment_new": _of_person(BOTH),
    "casework:moment": _of_person(),
    "casework:notes": _of_person(),
    "casework:note_new": _of_person(BOTH),
    "casework:note": _of_person(),
    "casework:note_edit": _of_person(BOTH),
    "casework:note_proposes": _of_person(BOTH),
    "casework:together": _of_person(BOTH),
    "casework:task_new": _of_person(BOTH),
    "casework:task": _of_person(BOTH),
    "casework:looked": _of_person(),
    "casework:claims": _of_person(BOTH),
    "casework:imported": _of_person(),
    "casework:national_referral": _of_person(WRITE),
}
