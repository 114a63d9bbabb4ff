"""Django's entry for classification."""

from django.apps import AppConfig


class ClassificationConfig(AppConfig):
    """Trafficking beside smuggling."""

    name = "clew.recognise.classification"
    label = "classification"
