"""What left: for those of the person, and for whom it was released to."""

from django.db import migrations

from clew.ground.accounts.row_security import RowSecurity, of_person, through


class Migration(migrations.Migration):
    dependencies = [("release", "0002_source_and_last_day"), ("people", "0002_row_security"), ("consent", "0002_row_security")]
    operations = [
        RowSecurity(
            "release_release",
            f"""organisation_id = (SELECT clew_organisation())
            OR circle_id IN (SELECT clew_circles())
            OR {of_person("release_release")}""",
            kept=of_person("release_release"),
        ),
        RowSecurity(
            "release_releaseditem", through("release_release", "release_id", "release_releaseditem")
        ),
        RowSecurity(
            "release_releasedclaim", through("release_release", "release_id", "release_releasedclaim")
        ),
        RowSecurity(
            "release_recall", through("release_release", "release_id", "release_recall")
        ),
    ]
