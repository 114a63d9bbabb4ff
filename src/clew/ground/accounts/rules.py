"""Who may open the addresses of signing in and of one's own account."""

from typing import Final

from clew.ground.accounts.policy import BOTH, WRITE, Rule, only, open_to_all, signed_in, staff
from clew.ground.accounts.roles import Role
from clew.ground.vault.proofs import Lately

RULES: Final[dict[str, Rule]] = {
    "account_login": open_to_all(BOTH),
    "account_logout": open_to_all(BOTH),
    "account_reauthenticate": signed_in(BOTH, before_second_factor=True),
    "mfa_authenticate": open_to_all(BOTH),
    "mfa_reauthenticate": signed_in(BOTH, before_second_factor=True),
    "mfa_index": signed_in(before_second_factor=True),
    "mfa_activate_totp": signed_in(BOTH, before_second_factor=True),
    "mfa_view_recovery_codes": signed_in(),
    "accounts:unlock": open_to_all(BOTH),
    "accounts:health": open_to_all(),
    "accounts:arrive": signed_in(),
    "accounts:kept": signed_in(),
    "accounts:me": signed_in(),
    "accounts:sessions": staff(BOTH),
    "accounts:stay": staff(WRITE),
    "accounts:members": only(Role.ADMINISTRATOR, methods=BOTH, step_up=Lately.FIVE_MINUTES),
    "accounts:freeze": only(
        Role.ADMINISTRATOR, methods=WRITE, about="member", step_up=Lately.FIVE_MINUTES
    ),
    "accounts:partners": only(Role.ADMINISTRATOR, methods=BOTH, step_up=Lately.FIVE_MINUTES),
    "accounts:events": only(Role.AUDITOR),
    "accounts:unusual": only(Role.AUDITOR, Role.CASE_LEAD),
    "account_change_password": signed_in(BOTH),
}
