"""What of this room a copy for the person shows, and what its fields are called."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from clew.connect.sharing.models import InformationRequest, RequestItem
from clew.survivor.people.records import Records

KEPT: Final = (
    Records(
        InformationRequest,
        "release__person",
        _("What a partner asked for"),
        {
            "asking": _("Who asked"),
            "purpose": _("What for"),
            "words": _("What they wrote"),
            "asked_at": _("On"),
        },
    ),
    Records(
        RequestItem,
        "request__release__person",
        _("How each thing was answered"),
        {
            "kind": _("What"),
            "state": _("What became of it"),
            "words": _("What was written to them"),
            "answered_at": _("Answered on"),
        },
    ),
)
