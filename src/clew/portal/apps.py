"""Django's entry for portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The survivor's own page: rights, choices, what was shared, who has looked."""

    name = "clew.portal"
    label = "portal"
