"""Django's entry for pairs."""

from django.apps import AppConfig


class PairsConfig(AppConfig):
    """What two people do together."""

    name = "clew.ground.pairs"
    label = "pairs"
