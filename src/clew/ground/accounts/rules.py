"""Who may open the addresses of signing in and of one's own account."""

from typing import Final

from clew.ground.accounts.policy import BOTH, WRITE, Rule, only, open_to_all, signed_in, staff
from clew.ground.accounts.roles import Role
from clew.ground.vault.proofs import Lately

_GRAVE: Final = Lately.FIVE_MINUTES  # what changes who is in, and as what
RULES: Final[dict[str, Rule]] = {
    "account_login": open_to_all(BOTH),
    "account_logout": open_to_all(BOTH),
    "invited": open_to_all(BOTH),
    "mfa_authenticate": open_to_all(BOTH),
    "mfa_login_webauthn": open_to_all(BOTH),
    # Who has no second factor yet comes this far and no further: to setting one up.
    "account_reauthenticate": signed_in(BOTH, before_second_factor=True),
    "mfa_index": signed_in(before_second_factor=True),
    "mfa_activate_totp": signed_in(BOTH, before_second_factor=True),
    "accounts:new_passkey": signed_in(BOTH, before_second_factor=True),
    "mfa_reauthenticate": signed_in(BOTH),
    "mfa_reauthenticate_webauthn": signed_in(BOTH),
    "accounts:passkey": signed_in(BOTH, about="factor"),
    "accounts:remove_factor": signed_in(BOTH, about="factor"),
    "accounts:spare_codes": signed_in(BOTH),
    "account_change_password": signed_in(BOTH),
    "accounts:address": signed_in(BOTH),
    "accounts:unlock": open_to_all(BOTH),
    "accounts:health": open_to_all(),
    "accounts:arrive": signed_in(),
    "accounts:kept": signed_in(),
    "accounts:me": signed_in(),
    "accounts:sessions": staff(BOTH),
    "accounts:stay": staff(WRITE),
    "accounts:members": only(Role.ADMINISTRATOR, methods=BOTH, step_up=_GRAVE),
    "accounts:member": only(Role.ADMINISTRATOR, methods=BOTH, about="member", step_up=_GRAVE),
    "accounts:reset": only(Role.ADMINISTRATOR, methods=WRITE, about="member", step_up=_GRAVE),
    "accounts:freeze": only(Role.ADMINISTRATOR, methods=WRITE, about="member", step_up=_GRAVE),
    "accounts:unfreeze": only(Role.ADMINISTRATOR, methods=WRITE, about="member", step_up=_GRAVE),
    "accounts:partners": only(Role.ADMINISTRATOR, methods=BOTH, step_up=_GRAVE),
    "accounts:events": only(Role.AUDITOR),
    "accounts:unusual": only(Role.AUDITOR, Role.CASE_LEAD),
}
