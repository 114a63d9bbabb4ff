"""Django's entry for contact."""

from django.apps import AppConfig


class ContactConfig(AppConfig):
    """Safe contact."""

    name = "clew.survivor.contact"
    label = "contact"
