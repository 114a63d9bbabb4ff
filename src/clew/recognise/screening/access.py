"""What of this room a copy for the person shows, and what its fields are called."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from clew.recognise.screening.models import Screening, Unfinished
from clew.survivor.people.records import Records

KEPT: Final = (
    Records(
        Screening,
        "person",
        _("What you were asked when you were first seen"),
        {
            "instrument": _("Which questions"),
            "started_on": _("On"),
            "said": _("What you answered"),
        },
    ),
    Records(
        Unfinished,
        "person",
        _("What you were asked, in a talk that is not finished"),
        {
            "instrument": _("Which questions"),
            "begun_on": _("On"),
            "said": _("What you answered"),
        },
    ),
)
