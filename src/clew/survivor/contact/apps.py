"""Django's entry for contact."""

from django.apps import AppConfig


class ContactConfig(AppConfig):
    """Safe contact."""

    name = "clew.survivor.contact"
    label = "contact"

    def ready(self) -> None:
        """Register what needs two people here."""
        from clew.survivor.contact import changing  # noqa: PLC0415 -- after the models are loaded

        changing.register_operations()
