"""Django's entry for notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Notices."""

    name = "clew.ground.notices"
    label = "notices"

    def ready(self) -> None:
        """Listen to what is told about members' own accounts, and to what the wall refused."""
        from clew.ground.notices import listening  # noqa: F401, PLC0415 -- it registers itself
