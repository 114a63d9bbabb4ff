"""The policy table of the process for partners: what stands here, and nothing else, is answered.

The rules are the rooms' own. An address of the house that is not here is answered as one that
there is not.
"""

from typing import Final

from clew.ground.accounts.policy import Rule
from clew.site.policy import POLICY as OF_THE_HOUSE

ADDRESSES: Final = frozenset(
    {
        # Signing in, and one's own account.
        "account_login", "account_logout", "invited", "mfa_authenticate", "mfa_login_webauthn",
        "account_reauthenticate", "mfa_index", "mfa_activate_totp", "accounts:new_passkey",
        "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "accounts:passkey",
        "accounts:remove_factor", "accounts:spare_codes", "account_change_password",
        "accounts:unlock", "accounts:health", "accounts:arrive", "accounts:kept", "accounts:me",
        "accounts:sessions", "accounts:stay", "notices:list",
        # Pages that hold nothing of anybody, and what every page needs.
        "ui:start", "ui:look", "ui:sources", "ui:keyboard",
        # What was released to one's organisation: read, taken along, asked about, answered.
        "sharing:inbox", "sharing:one", "sharing:answer", "sharing:package", "sharing:ask",
        "sharing:requests", "sharing:request",
        # What a circle holds in common, under other names.
        "matching:shared", "matching:ordinary", "network:explorer", "network:person",
        "network:thing", "leads:list", "leads:lead", "leads:confirmed",
    }
)  # fmt: skip
POLICY: Final[dict[str, Rule]] = {
    name: rule for name, rule in OF_THE_HOUSE.items() if name in ADDRESSES
}
