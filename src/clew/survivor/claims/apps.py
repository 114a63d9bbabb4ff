"""Django's entry for claims."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Claims."""

    name = "clew.survivor.claims"
    label = "claims"
