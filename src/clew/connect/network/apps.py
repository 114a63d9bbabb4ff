"""Django's entry for network."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """People and what they share, drawn and as a table."""

    name = "clew.connect.network"
    label = "network"
