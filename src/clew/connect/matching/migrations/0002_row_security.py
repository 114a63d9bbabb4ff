"""What a circle knows: for the organisations of the circle."""

from django.db import migrations

from clew.ground.accounts.row_security import RowSecurity


class Migration(migrations.Migration):
    dependencies = [("matching", "0001_initial"), ("accounts", "0004_row_security_functions")]
    operations = [
        RowSecurity("matching_key", "circle_id IN (SELECT clew_circles())"),
        RowSecurity("matching_ordinary", "circle_id IN (SELECT clew_circles())"),
    ]
