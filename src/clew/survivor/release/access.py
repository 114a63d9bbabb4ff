"""What of this room a copy for the person shows, and what its fields are called."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from clew.survivor.people.records import Records
from clew.survivor.release.models import Fetch, Recall, Release, ReleasedClaim, ReleasedItem

KEPT: Final = (
    Records(
        Release,
        "person",
        _("What was handed over"),
        {
            "recipient": _("To whom"),
            "kinds": _("What"),
            "purpose": _("What for"),
            "released_at": _("On"),
            "recalled_at": _("Called back on"),
        },
    ),
    Records(
        ReleasedItem,
        "release__person",
        _("The parts that were handed over"),
        {
            "kind": _("What kind"),
            "name": _("What"),
            "value": _("What it says"),
            "immigration": _("What it says of papers and status"),
        },
    ),
    Records(
        ReleasedClaim,
        "release__person",
        _("Facts shared in a circle, under another name"),
        {
            "pseudonym": _("Your name there"),
            "kind": _("What kind"),
            "value": _("What"),
        },
    ),
    Records(
        Recall,
        "release__person",
        _("What was called back"),
        {
            "told_at": _("Told on"),
            "answer": _("What they answered"),
            "reason": _("Why they keep it"),
            "answered_at": _("Answered on"),
        },
    ),
    Records(
        Fetch,
        "release__person",
        _("What was taken as a package"),
        {
            "at": _("On"),
            "receipt_at": _("Opened, they said on"),
        },
    ),
)
