"""What of this room a copy for the person shows, and what its fields are called."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from clew.recognise.classification.models import Classification
from clew.survivor.people.records import Records

KEPT: Final = (
    Records(
        Classification,
        "person",
        _("What was worked out about the law"),
        {
            "kept_on": _("On"),
            "facts": _("Facts"),
            "status_facts": _("Facts on papers and status"),
            "points_to": _("What the rules pointed to"),
            "concluded": _("What a person concluded"),
            "reason": _("Why"),
        },
    ),
)
