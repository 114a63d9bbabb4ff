"""What of this room a copy for the person shows, and what its fields are called."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from clew.survivor.people.records import Records
from clew.survivor.rights.models import Copy, Erasure, Hold

KEPT: Final = (
    Records(
        Erasure,
        "person",
        _("Your wish to be forgotten"),
        {
            "asked_on": _("Asked on"),
            "state": _("Where it stands"),
        },
    ),
    Records(
        Hold,
        "person",
        _("Why something must be kept"),
        {
            "basis": _("What it rests on"),
            "reason": _("Why"),
            "set_at": _("Since"),
            "lifted_at": _("Until"),
        },
    ),
    Records(
        Copy,
        "person",
        _("Your wish for a copy"),
        {
            "asked_on": _("Asked on"),
            "state": _("Where it stands"),
        },
    ),
)
