"""Django's entry for matching."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """Which released claims of a circle meet: tokens under the circle's key."""

    name = "clew.connect.matching"
    label = "matching"
