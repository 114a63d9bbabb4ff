"""Why a referral is declined: a code for the count, and words for the one who made it."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(StrEnum):
    """The reasons. None says anything of the person; `OTHER` needs words."""

    NO_ROOM = "no_room"
    NOT_OUR_WORK = "not_our_work"
    OUTSIDE_OUR_AREA = "outside_our_area"
    NO_LANGUAGE = "no_language"
    NOT_SAFE_HERE = "not_safe_here"
    MORE_NEEDED = "more_needed"
    OTHER = "other"

    @property
    def label(self) -> Promise:
        """The reason in words."""
        return _WORDS[self]


_WORDS: dict[Reason, Promise] = {
    Reason.NO_ROOM: _("No room now"),
    Reason.NOT_OUR_WORK: _("Not what this organisation does"),
    Reason.OUTSIDE_OUR_AREA: _("Outside the area it works in"),
    Reason.NO_LANGUAGE: _("Nobody here speaks the language"),
    Reason.NOT_SAFE_HERE: _("It would not be safe here"),
    Reason.MORE_NEEDED: _("More must be known first"),
    Reason.OTHER: _("Something else"),
}
CHOICES: list[tuple[str, Promise]] = [(reason.value, reason.label) for reason in Reason]
