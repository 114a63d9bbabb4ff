"""Django's entry for notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Notices."""

    name = "clew.ground.notices"
    label = "notices"
