"""What of this room a copy for the person shows, and what its fields are called."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from clew.recognise.mechanisms.models import Decision, Preparation, Sending
from clew.survivor.people.records import Records

KEPT: Final = (
    Records(
        Preparation,
        "person",
        _("National referral that was prepared about you"),
        {
            "made_on": _("Begun on"),
            "expires_on": _("Kept until"),
            "operations": _("What is written of the report"),
            "identity": _("What is written of who you are"),
            "contact": _("What is written of how to reach you"),
            "testimony": _("What is written of what happened"),
            "immigration": _("What is written of crossing and papers"),
            "marks": _("Which fields of crossing and papers are answered"),
        },
    ),
    Records(
        Sending,
        "person",
        _("National referral that left"),
        {
            "left_on": _("On"),
            "route": _("As what"),
            "anonymous": _("Without who you are"),
            "without_status": _("Without crossing and papers"),
        },
    ),
    Records(
        Decision,
        "person",
        _("What the authority decided"),
        {
            "step": _("Which decision"),
            "outcome": _("How it went"),
            "decided_on": _("The day on it"),
            "told_on": _("The day it was told"),
            "told_by": _("Who told you, and how"),
            "words": _("The reasons given"),
            "correction": _("Why it was corrected"),
            "struck": _("There was no such decision"),
        },
    ),
)
