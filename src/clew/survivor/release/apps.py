"""Django's entry for release."""

from django.apps import AppConfig


class ReleaseConfig(AppConfig):
    """The one gate out."""

    name = "clew.survivor.release"
    label = "release"

    def ready(self) -> None:
        """Say what two people do here."""
        from clew.survivor.release import trusting  # noqa: PLC0415 -- its models are loaded now

        trusting.register()
