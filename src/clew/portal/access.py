"""What of this room a copy for the person shows, and what its fields are called."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from clew.portal.models import Choice
from clew.survivor.people.records import Records

KEPT: Final = (
    Records(
        Choice,
        "person",
        _("What you answered on your own page"),
        {
            "option": _("What you were asked"),
            "answer": _("What you answered"),
            "words": _("In your words"),
            "at": _("On"),
        },
    ),
)
