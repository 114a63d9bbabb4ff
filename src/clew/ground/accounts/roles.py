"""The roles, in plain words. What each may open stands in the policy table."""

from collections.abc import Collection
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody is here for."""

    SURVIVOR = "survivor"
    FIRST_RESPONDER = "first_responder"
    TRAINER = "trainer"
    ADVOCATE = "advocate"
    CASE_LEAD = "case_lead"
    LAWYER = "lawyer"
    INVESTIGATOR = "investigator"
    PARTNER_OFFICER = "partner_officer"
    POLICY_LEAD = "policy_lead"
    OUTPUT_CHECKER = "output_checker"
    DATA_STEWARD = "data_steward"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


SEES: Final[dict[Role, str]] = {
    Role.SURVIVOR: "their own page: rights, choices, what was shared, who has looked",
    Role.FIRST_RESPONDER: "their own screenings and referrals; no case",
    Role.TRAINER: "training sessions and what people found hard",
    Role.ADVOCATE: "their own cases",
    Role.CASE_LEAD: "the cases of their team; testimony and health only as a member of the case",
    Role.LAWYER: "the cases that authorise them",
    Role.INVESTIGATOR: "what was released to their circle; no casework",
    Role.PARTNER_OFFICER: "items released to their organisation",
    Role.POLICY_LEAD: "frozen rows and drafts",
    Role.OUTPUT_CHECKER: "tables before they are released; never their own",
    Role.DATA_STEWARD: "access requests, erasure and retention",
    Role.ADMINISTRATOR: "members and settings; no case",
    Role.AUDITOR: "events; no content",
}
STAFF: Final = frozenset(Role) - {Role.SURVIVOR}
_OPENS_FILES: Final = frozenset({
    Role.FIRST_RESPONDER, Role.ADVOCATE, Role.CASE_LEAD, Role.LAWYER, Role.INVESTIGATOR,
    Role.PARTNER_OFFICER, Role.DATA_STEWARD,
})  # fmt: skip
_OUTSIDE_THE_FILES: Final = {
    Role.ADMINISTRATOR: "lets people in and changes what they may see",
    Role.AUDITOR: "reads who did what",
}


def refused_together(roles: Collection[Role]) -> str:
    """Say in one sentence why nobody may hold all of some roles; empty where somebody may.

    What two people are to do on one release or one operation (to draft and to check) is not asked
    here but where it is done. See decision 25.
    """
    held = frozenset(roles)
    if Role.SURVIVOR in held and len(held) > 1:
        return "A survivor who works here has an account of their own for the work."
    if held >= _OUTSIDE_THE_FILES.keys():
        return "Administrator and auditor may not be one person: nobody would look at the first."
    for role, does in _OUTSIDE_THE_FILES.items():
        if role in held and held & _OPENS_FILES:
            other = _said(min(held & _OPENS_FILES))
            return (
                f"{_said(role).capitalize()} and {other} may not be one person: the first {does}."
            )
    return ""


def _said(role: Role) -> str:
    return role.value.replace("_", " ")
