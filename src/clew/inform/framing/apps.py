"""Django's entry for the words on the page."""

from django.apps import AppConfig


class FramingConfig(AppConfig):
    """Reading texts and bills for what blurs smuggling and trafficking."""

    name = "clew.inform.framing"
    label = "framing"
