"""What of this room a copy for the person shows, and what its fields are called."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from clew.survivor.consent.models import Consent, Withdrawal
from clew.survivor.people.records import Records

KEPT: Final = (
    Records(
        Consent,
        "person",
        _("What you said yes to"),
        {
            "recipient": _("To whom"),
            "kinds": _("What"),
            "purpose": _("What for"),
            "from_on": _("From"),
            "until_on": _("Until"),
            "language": _("Language"),
            "interpreter": _("With an interpreter"),
            "explained": _("How it was explained"),
            "capacity": _("What showed that you understood"),
            "present": _("Who was there"),
        },
    ),
    Records(
        Withdrawal,
        "consent__person",
        _("What you took back"),
        {
            "at": _("On"),
        },
    ),
)
