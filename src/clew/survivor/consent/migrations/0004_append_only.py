"""The ledger: what was agreed, and that it was taken back, is never changed and never deleted.

Forgetting a person empties the words of how it was explained, and nothing else of the row.
"""

from django.db import migrations

from clew.ground.audit.append_only import AppendOnly

_SAME = (
    "id", "person_id", "organisation_id", "circle_id", "kinds", "purpose", "from_on", "until_on",
    "language", "interpreter", "recorded_by_id", "recorded_at",
)  # fmt: skip
_EMPTIED = " AND ".join(
    ["NEW.explained IS NULL", *(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in _SAME)]
)


class Migration(migrations.Migration):
    dependencies = [("consent", "0003_how_it_was_asked"), ("audit", "0004_append_only")]
    operations = [AppendOnly("consent_consent", update_if=_EMPTIED), AppendOnly("consent_withdrawal")]
