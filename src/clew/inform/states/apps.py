"""Django's entry for the comparison of states."""

from django.apps import AppConfig


class StatesConfig(AppConfig):
    """Comparing what states do."""

    name = "clew.inform.states"
    label = "states"
