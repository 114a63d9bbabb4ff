"""What of this room a copy for the person shows, and what its fields are called."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from clew.survivor.claims.models import Claim
from clew.survivor.people.records import Records

KEPT: Final = (
    Records(
        Claim,
        "person",
        _("Single facts you told"),
        {
            "kind": _("What kind"),
            "value": _("What"),
            "words": _("In which words"),
            "grade": _("How good the source is"),
            "certainty": _("How certain"),
            "seen_on": _("When it was"),
            "recorded_at": _("Written down on"),
        },
    ),
)
