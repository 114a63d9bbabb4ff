"""What of this room a copy for the person shows, and what its fields are called."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from clew.survivor.contact.models import SafeContact, Way
from clew.survivor.people.records import Records

KEPT: Final = (
    Records(
        SafeContact,
        "person",
        _("How to reach you safely"),
        {
            "how": _("How"),
            "when": _("When"),
            "never": _("Never"),
            "plan": _("What was agreed on"),
            "checked_on": _("Checked with you on"),
            "checked_with": _("In whose words"),
        },
    ),
    Records(
        Way,
        "person",
        _("Ways to reach you"),
        {
            "kind": _("What it is"),
            "value": _("Number or address"),
            "recorded_at": _("Written down on"),
        },
    ),
)
