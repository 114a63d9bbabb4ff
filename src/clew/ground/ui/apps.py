"""Django's entry for the look."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The look and the shared pages."""

    name = "clew.ground.ui"
    label = "ui"
