"""The cast: organisations, circles, everybody who signs in, and the training sessions."""

from datetime import date
from typing import Final

from clew.site.demonstration.story_days import StoryDays
from clew.site.demonstration.world import (
    Circle,
    Organisation,
    Staff,
    TrainingSession,
)

ORGANISATIONS: Final = (
    Organisation(
        "lantern_house",
        "Lantern House (made up)",
        "charity",
        "Advocates who stay beside survivors for years.",
    ),
    Organisation(
        "mill_street",
        "Mill Street Kitchen (made up)",
        "charity",
        "A soup kitchen, outreach at night, and beds in winter.",
    ),
    Organisation(
        "northmoor_police",
        "Northmoor Police (made up)",
        "police",
        "Sees what was released to it, and nothing else.",
    ),
    Organisation(
        "sallow_reed",
        "Sallow and Reed Solicitors (made up)",
        "law_firm",
        "Free legal help for survivors who chose it.",
    ),
    Organisation(
        "tideway",
        "Tideway Women’s House (made up)",
        "charity",
        "Another town, other people: must see nothing of this.",
    ),
    Organisation(
        "deciding_office",
        "Deciding Office (made up)",
        "competent_authority",
        "Decides who is a victim. Part of it decides on leave to stay.",
    ),
)
# key | organisation | shown name | roles | what they do here | reads | survivor
_STAFF: Final = """
advocate_a|lantern_house|Tessa Larkspur|advocate|Carries most open files.||
advocate_b|lantern_house|Owen Hazelwick|advocate|Second advocate, covers for Tessa.||
advocate_elsewhere|tideway|Prue Marigold|advocate|Works elsewhere, sees nothing here.||
case_lead|lantern_house|Miriam Ashpole|case_lead|Leads the advocates and reads the late list.||
first_responder|mill_street|Joe Ladle|first_responder|Serves soup, asks as he was trained to.||
trainer|lantern_house|Ruth Candleford|trainer|Trains kitchens, clinics and job centres.||
lawyer|sallow_reed|Femi Quillfeather|lawyer|Acts for people who authorised him.||
investigator_a|lantern_house|Clara Threadgold|investigator|Looks for the others who may be held.||
investigator_b|mill_street|Sam Nettlebed|investigator|Looks with Clara, from the kitchen’s side.||
police_officer|northmoor_police|Sergeant Ivy Flagstone|partner_officer|Reads what was released.||
policy_lead|lantern_house|Dilys Inkpen|policy_lead|Writes to governments and the UN, in figures.||
output_checker|mill_street|Bram Abacus|output_checker|Checks every figure before it leaves.||
data_steward|lantern_house|Hetty Ledgerwood|data_steward|Answers access requests, merges, erases.||
administrator|lantern_house|Col Spanner|administrator|Runs the house and opens no file.||
auditor|lantern_house|Vera Lamplight|auditor|Reads who looked, never what they saw.||
survivor_r7|lantern_house|Marek|survivor|Reads his own page in English.|en|r7
survivor_ar|lantern_house|Samira|survivor|Reads her own page in Arabic.|ar|r8
"""


def staff() -> tuple[Staff, ...]:
    """Return everybody who signs in; addresses lie in a domain that cannot exist."""
    found = []
    for line in _STAFF.strip().splitlines():
        key, organisation, shown, roles, does, reads, survivor = line.split("|")
        found.append(
            Staff(
                key=key,
                organisation=organisation,
                shown_name=shown,
                email=f"{key.replace('_', '.')}@clew.invalid",
                roles=tuple(roles.split(",")),
                does=does,
                reads=reads or "en",
                survivor=survivor or None,
            )
        )
    return tuple(found)


def circles(days: StoryDays) -> tuple[Circle, ...]:
    """Return the two circles: finding others, and investigating, are two purposes."""
    return (
        Circle(
            "circle_find",
            "Find others, Northmoor",
            "find_others",
            ("lantern_house", "mill_street"),
            days.first_recognised,
        ),
        Circle(
            "circle_investigate",
            "Investigate, Northmoor",
            "investigate",
            ("lantern_house", "mill_street", "northmoor_police"),
            days.investigation,
        ),
    )


def sessions(days: StoryDays) -> tuple[TrainingSession, ...]:
    """Return the three training sessions, oldest first."""
    return (
        TrainingSession(
            "session_1",
            days.first_session,
            "Mill Street Kitchen",
            "trainer",
            "mill_street",
            14,
            ("first_responder",),
        ),
        TrainingSession(
            "session_2",
            days.second_session,
            "Northmoor General, outpatients (made up)",
            "trainer",
            "mill_street",
            22,
        ),
        TrainingSession(
            "session_3",
            days.third_session,
            "Northmoor job centre (made up)",
            "trainer",
            "mill_street",
            17,
        ),
    )


def session_behind(days: StoryDays, channel: str, recognised_on: date) -> str | None:
    """Name the session that taught whoever recognised the person, where one did."""
    taught = {
        "soup_kitchen": ("session_1", days.first_session),
        "homeless_service": ("session_1", days.first_session),
        "hospital": ("session_2", days.second_session),
        "job_centre": ("session_3", days.third_session),
    }
    key, on = taught.get(channel, ("", recognised_on))
    return key if key and recognised_on >= on else None
