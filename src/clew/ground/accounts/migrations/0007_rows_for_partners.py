"""Which members the process for partners knows of, and what of theirs: those who may come in there.

Somebody who has any other role signs in at the house. To the process for partners they are not
there: not their address, not their second factor, not their sessions.
"""

from django.conf import settings
from django.db import migrations

from clew.ground.vault.partner_rows import PartnerRows

_THEIRS = "EXISTS (SELECT 1 FROM accounts_member theirs WHERE theirs.id = {}.{})"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_invitations"),
        ("account", "0001_initial"),
        ("mfa", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        PartnerRows(
            "accounts_member",
            """NOT EXISTS (
                SELECT 1 FROM accounts_grant other WHERE other.member_id = accounts_member.id
                AND other.role NOT IN ('partner_officer', 'lawyer', 'investigator')
            )""",
        ),
        PartnerRows(
            "accounts_session",
            "member_id IS NULL OR " + _THEIRS.format("accounts_session", "member_id"),
        ),
        PartnerRows("accounts_invitation", _THEIRS.format("accounts_invitation", "member_id")),
        PartnerRows("accounts_sparecode", _THEIRS.format("accounts_sparecode", "member_id")),
        PartnerRows("mfa_authenticator", _THEIRS.format("mfa_authenticator", "user_id")),
        PartnerRows(
            "accounts_factoruse",
            """EXISTS (
                SELECT 1 FROM mfa_authenticator theirs
                WHERE theirs.id = accounts_factoruse.authenticator_id
            )""",
        ),
        PartnerRows("account_emailaddress", _THEIRS.format("account_emailaddress", "user_id")),
    ]
