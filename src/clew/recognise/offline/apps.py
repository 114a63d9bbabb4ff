"""Django's entry for screening without network."""

from django.apps import AppConfig


class OfflineConfig(AppConfig):
    """Screening without network."""

    name = "clew.recognise.offline"
    label = "offline"
