"""What of this room a copy for the person shows, and what its fields are called."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from clew.recognise.classification.models import Classification, Proposed
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
            "phase": _("Which time"),
            "about": _("Who is said to have done it"),
            "cited": _("What the facts rest on"),
            "status_cited": _("What facts on papers and status rest on"),
            "points_to": _("What the rules pointed to"),
            "basis": _("What the rules said of it, with the articles"),
            "status_basis": _("What the rules said of papers and status, and what follows"),
            "concluded": _("What a person concluded"),
            "reason": _("Why"),
        },
    ),
    Records(
        Proposed,
        "person",
        _("What was found in your file for it"),
        {
            "made_on": _("On"),
            "said": _("What was found"),
            "status_said": _("What was found on papers and status"),
        },
    ),
)
