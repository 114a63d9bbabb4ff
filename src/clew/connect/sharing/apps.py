"""Django's entry for sharing."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    """The partner's workspace: what was released to them, and recall notices."""

    name = "clew.connect.sharing"
    label = "sharing"
