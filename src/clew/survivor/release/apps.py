"""Django's entry for release."""

from django.apps import AppConfig


class ReleaseConfig(AppConfig):
    """The one gate out."""

    name = "clew.survivor.release"
    label = "release"
