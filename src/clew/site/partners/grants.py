"""What each database role may do, table by table. A table that is not here makes a test red.

`clew_app` is the house. `clew_partner` is the process for partners: no row about a person, no case,
nothing the chain covers. What it may see of a table is bounded again by rows (`PartnerRows`,
`RowSecurity`) and here by columns.
"""

from dataclasses import dataclass
from typing import Final

READ, ADD, CHANGE, DELETE = "SELECT", "INSERT", "UPDATE", "DELETE"
_ALL: Final = (READ, ADD, CHANGE, DELETE)
_APPENDS: Final = (READ, ADD)


@dataclass(frozen=True, slots=True)
class Grants:
    """What the two roles may do with one table; of columns, where it is not all of them."""

    house: tuple[str, ...] = _ALL
    partner: tuple[str, ...] = ()


def _columns(privilege: str, *names: str) -> str:
    return f"{privilege} ({', '.join(names)})"


_CLOSED: Final = Grants()
_SEEN: Final = Grants(partner=(READ,))
_OWN: Final = Grants(partner=_ALL)
MAIN: Final[dict[str, Grants]] = {
    # Signing in. Rows of those who may come in there, and of nobody else.
    "accounts_member": Grants(partner=(READ, _columns(CHANGE, "password", "last_login"))),
    "accounts_grant": _SEEN,
    "accounts_organisation": _SEEN,
    "accounts_circle": _SEEN,
    "accounts_circle_organisations": _SEEN,
    "accounts_house": _SEEN,
    "accounts_moment": _SEEN,
    "accounts_session": _OWN,
    "accounts_knownbrowser": _OWN,
    "accounts_invitation": _OWN,
    "accounts_sparecode": _OWN,
    "accounts_factoruse": _OWN,
    "accounts_trycount": _OWN,
    "account_emailaddress": _SEEN,
    "account_emailconfirmation": _CLOSED,
    "mfa_authenticator": _OWN,
    "notices_notice": Grants(partner=(READ, ADD, _columns(CHANGE, "read_at"))),
    # The trace: events are put down, and get their numbers from the house.
    "audit_waiting": Grants((READ, ADD, DELETE), (ADD,)),
    "audit_once": Grants(_APPENDS, _APPENDS),
    "audit_head": Grants(_APPENDS, (READ,)),
    # For the brake on many people: one's own readings, without what the chain covers.
    "audit_event": Grants(_APPENDS, (_columns(READ, "seq", "at", "kind", "actor"),)),
    "audit_mention": Grants(_APPENDS, (_columns(READ, "id", "subject", "event_id"),)),
    "audit_counter": Grants((READ, ADD, CHANGE)),
    "audit_witnessed": Grants(_APPENDS),
    "audit_decoy": _CLOSED,
    "audit_alert": _CLOSED,
    # What was released. A change of a column is granted where a row has to be held; that it is not
    # changed, its wall says.
    "release_release": Grants(partner=(READ, _columns(CHANGE, "recalled_at"))),
    "release_releaseditem": Grants(
        partner=(_columns(READ, "id", "release_id", "place", "kind", "name", "value"),)
    ),
    "release_releasedclaim": _SEEN,
    "release_recall": Grants(
        partner=(READ, _columns(CHANGE, "answer", "reason", "answered_by_id", "answered_at"))
    ),
    "release_partnerkey": Grants(partner=(READ, _columns(CHANGE, "ended_at"))),
    "release_fetch": Grants(partner=_APPENDS),
    "sharing_informationrequest": Grants(
        partner=(
            ADD,
            _columns(
                READ,
                "id",
                "release_id",
                "asking_id",
                "asked_by_id",
                "asked_at",
                "purpose",
                "basis",
                "by_on",
                "words",
                "order_state",
                "privileged",
                "person_told",
            ),
        )
    ),
    "sharing_requestitem": Grants(partner=_APPENDS),
    # What a circle holds in common.
    "matching_key": Grants(partner=_APPENDS),
    "matching_ordinary": Grants(partner=(READ, ADD, DELETE)),
    "matching_personrecord": _OWN,
    "matching_personbasis": _OWN,
    "matching_personkey": _OWN,
    "matching_personlink": _OWN,
    "matching_learntmodel": Grants(partner=_APPENDS),
    "matching_learntcount": Grants(partner=_APPENDS),
    "leads_judgement": Grants(partner=_APPENDS),
    "leads_confirmed": Grants(partner=(READ, ADD, DELETE)),
    "django_migrations": _SEEN,
    # People, cases, and everything else of the house.
    "auth_group": _CLOSED,
    "auth_group_permissions": _CLOSED,
    "auth_permission": _CLOSED,
    "casework_case": _CLOSED,
    "casework_fivelines": _CLOSED,
    "casework_importedrecord": _CLOSED,
    "casework_moment": _CLOSED,
    "casework_note": _CLOSED,
    "casework_noteversion": _CLOSED,
    "casework_task": _CLOSED,
    "claims_claim": _CLOSED,
    "classification_classification": _CLOSED,
    "classification_proposed": _CLOSED,
    "consent_consent": _CLOSED,
    "consent_withdrawal": _CLOSED,
    "contact_codephrase": _CLOSED,
    "contact_message": _CLOSED,
    "contact_safecontact": _CLOSED,
    "contact_way": _CLOSED,
    "django_content_type": _CLOSED,
    "django_session": _CLOSED,
    "mechanisms_decision": _CLOSED,
    "mechanisms_preparation": _CLOSED,
    "mechanisms_sending": _CLOSED,
    "offline_device": _CLOSED,
    "offline_draft": _CLOSED,
    "offline_sealingkey": _CLOSED,
    "offline_step": _CLOSED,
    "pairs_proposal": _CLOSED,
    "people_emergency": _CLOSED,
    "people_keeper": _CLOSED,
    "people_person": _CLOSED,
    "people_token": _CLOSED,
    "portal_card": _CLOSED,
    "portal_choice": _CLOSED,
    "referrals_referral": _CLOSED,
    "rights_copy": _CLOSED,
    "rights_erasure": _CLOSED,
    "rights_hold": _CLOSED,
    "screening_screening": _CLOSED,
    "screening_unfinished": _CLOSED,
    "statistics_frozenchain": _CLOSED,
    "statistics_frozenrow": _CLOSED,
    "statistics_snapshot": _CLOSED,
    "statistics_table": _CLOSED,
    "timetable_turn": _CLOSED,
    "training_answer": _CLOSED,
    "training_attendance": _CLOSED,
    "training_certificate": _CLOSED,
    "training_memory": _CLOSED,
    "training_read": _CLOSED,
    "training_session": _CLOSED,
    "training_sitting": _CLOSED,
    "vault_shredding": _CLOSED,
}
KEYRING: Final[dict[str, Grants]] = {
    # Rows of its own compartments only; it has no key that unwraps another.
    "vault_datakey": Grants(partner=(READ, ADD, _columns(CHANGE, "orphaned_at"))),
    "vault_tombstone": _SEEN,
    "vault_housekey": _CLOSED,
    "django_migrations": _SEEN,
}
TABLES: Final = {"default": MAIN, "keyring": KEYRING}
# Beside what everybody may call: it tells whom the process for partners does not know.
FUNCTIONS: Final = {"default": ("clew_tell_senders(uuid, text, text)",), "keyring": ()}
