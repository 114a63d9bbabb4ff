"""Django's entry for leads."""

from django.apps import AppConfig


class LeadsConfig(AppConfig):
    """Who else may be held: ranked, with reasons, and a welfare plan."""

    name = "clew.connect.leads"
    label = "leads"
