"""Where somebody was first met: the code that goes with a person through the chain of impact."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Channel(StrEnum):
    """The place or the way of the first contact. It says nothing of what happened there."""

    SOUP_KITCHEN = "soup_kitchen"
    HOMELESS_SERVICE = "homeless_service"
    HOSPITAL = "hospital"
    JOB_CENTRE = "job_centre"
    HELPLINE = "helpline"
    POLICE_STOP = "police_stop"
    LABOUR_INSPECTION = "labour_inspection"
    FRIEND_ALREADY_OUT = "friend_already_out"
    CAME_ALONE = "came_alone"
    OTHER = "other"

    @property
    def label(self) -> Promise:
        """The channel in words."""
        return _WORDS[self]


_WORDS: dict[Channel, Promise] = {
    Channel.SOUP_KITCHEN: _("A soup kitchen or a food bank"),
    Channel.HOMELESS_SERVICE: _("A service for people without a home"),
    Channel.HOSPITAL: _("A hospital or a doctor"),
    Channel.JOB_CENTRE: _("A job centre"),
    Channel.HELPLINE: _("A helpline"),
    Channel.POLICE_STOP: _("A stop or a visit by the police"),
    Channel.LABOUR_INSPECTION: _("A labour inspection"),
    Channel.FRIEND_ALREADY_OUT: _("A friend who is already out"),
    Channel.CAME_ALONE: _("Came by themselves"),
    Channel.OTHER: _("Another way"),
}
CHOICES: list[tuple[str, Promise]] = [(channel.value, channel.label) for channel in Channel]


def label_of(code: str) -> str:
    """Return a channel in words; nothing for no channel, the code itself for one not listed."""
    return str(Channel(code).label) if code in set(Channel) else code
