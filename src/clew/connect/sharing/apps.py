"""Django's entry for sharing."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    """The partner's workspace: what was released to them, and recall notices."""

    name = "clew.connect.sharing"
    label = "sharing"

    def ready(self) -> None:
        """Say what two people do here."""
        from clew.connect.sharing import requesting  # noqa: PLC0415 -- its models are loaded now

        requesting.register()
