"""Django's entry for consent."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """The ledger of consents."""

    name = "clew.survivor.consent"
    label = "consent"
