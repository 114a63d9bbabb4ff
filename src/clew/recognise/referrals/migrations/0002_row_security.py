"""A referral: for who made it, those of its person, and where it was sent."""

from django.db import migrations

from clew.ground.accounts.row_security import RowSecurity, of_person


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_initial"), ("people", "0002_row_security")]
    operations = [
        RowSecurity(
            "referrals_referral",
            f"""to_organisation_id = (SELECT clew_organisation())
            OR made_by_id = (SELECT clew_member())
            OR {of_person("referrals_referral")}""",
        ),
    ]
