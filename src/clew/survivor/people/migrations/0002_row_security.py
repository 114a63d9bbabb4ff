"""Who stands by a person, who leads their team, and the person: nobody else gets the row."""

from django.db import migrations

from clew.ground.accounts.row_security import RowSecurity


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("accounts", "0004_row_security_functions")]
    operations = [
        RowSecurity(
            "people_keeper",
            """EXISTS (
                SELECT 1 FROM accounts_member theirs WHERE theirs.id = people_keeper.member_id
                AND theirs.organisation_id = (SELECT clew_organisation())
            )""",
        ),
        RowSecurity(
            "people_person",
            """account_id = (SELECT clew_member())
            OR organisation_id = (SELECT clew_organisation()) AND (
                (SELECT clew_has('case_lead', 'data_steward'))
                OR EXISTS (
                    SELECT 1 FROM people_keeper standing
                    WHERE standing.person_id = people_person.id
                    AND standing.member_id = (SELECT clew_member())
                    AND standing.ends_before IS NULL
                )
            )""",
            kept="account_id = (SELECT clew_member())"
            " OR organisation_id = (SELECT clew_organisation())",
        ),
    ]
