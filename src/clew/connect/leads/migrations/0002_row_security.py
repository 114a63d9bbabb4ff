"""What a circle decided: for the organisations of the circle."""

from django.db import migrations

from clew.ground.accounts.row_security import RowSecurity


class Migration(migrations.Migration):
    dependencies = [("leads", "0001_initial"), ("accounts", "0004_row_security_functions")]
    operations = [
        RowSecurity("leads_judgement", "circle_id IN (SELECT clew_circles())"),
        RowSecurity("leads_confirmed", "circle_id IN (SELECT clew_circles())"),
    ]
