"""Django's entry for casework."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """The case of one person: how to reach them, five lines, notes, tasks, clocks."""

    name = "clew.support.casework"
    label = "casework"
