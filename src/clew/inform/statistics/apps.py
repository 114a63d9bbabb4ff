"""Django's entry for statistics."""

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    """Frozen rows counted, small numbers protected, released by two people."""

    name = "clew.inform.statistics"
    label = "statistics"
