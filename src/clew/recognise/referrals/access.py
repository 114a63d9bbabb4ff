"""What of this room a copy for the person shows, and what its fields are called."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from clew.recognise.referrals.models import Referral
from clew.survivor.people.records import Records

KEPT: Final = (
    Records(
        Referral,
        "person",
        _("To whom you were referred"),
        {
            "to_organisation": _("To whom"),
            "service": _("For which service, if not all"),
            "made_on": _("On"),
            "state": _("Where it stands"),
            "decline_reason": _("Why they said no"),
            "decline_words": _("In which words"),
        },
    ),
)
