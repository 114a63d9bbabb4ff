"""Django's entry for screening."""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    """Guided screening interviews."""

    name = "clew.recognise.screening"
    label = "screening"
