"""The roles, in plain words. What each may open stands in the policy table."""

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
