"""Django's entry for impact."""

from django.apps import AppConfig


class ImpactConfig(AppConfig):
    """The chain from a training session to a charge, and where it breaks."""

    name = "clew.inform.impact"
    label = "impact"
