"""Django's entry for rights."""

from django.apps import AppConfig


class RightsConfig(AppConfig):
    """Copies, erasure, legal holds, and what the data steward looks after."""

    name = "clew.survivor.rights"
    label = "rights"

    def ready(self) -> None:
        """Register what needs two people here."""
        from clew.survivor.rights import pairing  # noqa: PLC0415 -- after the models are loaded

        pairing.register_all()
