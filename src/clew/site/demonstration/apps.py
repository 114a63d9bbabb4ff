"""Django's entry for demonstration."""

from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    """The made world of the demonstration."""

    name = "clew.site.demonstration"
    label = "demonstration"
