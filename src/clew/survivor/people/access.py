"""What of this room a copy for the person shows, and what its fields are called."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from clew.survivor.people.models import Keeper, Person
from clew.survivor.people.records import Records

KEPT: Final = (
    Records(
        Person,
        "pk",
        _("Who you are"),
        {
            "code": _("Code"),
            "full_name": _("Full name"),
            "called": _("Called"),
            "script": _("Script you read"),
            "born": _("Born"),
            "sex": _("Sex"),
            "speaks": _("Languages you speak"),
            "reads": _("Languages you read"),
            "nationality": _("Nationality"),
            "made_at": _("Written down on"),
        },
    ),
    Records(
        Keeper,
        "person",
        _("Who stands by you"),
        {
            "starts_on": _("From"),
            "ends_before": _("Until"),
        },
    ),
)
