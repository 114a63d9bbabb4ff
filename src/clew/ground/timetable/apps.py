"""Django's entry for the timetable."""

from django.apps import AppConfig


class TimetableConfig(AppConfig):
    """When the house does something by itself."""

    name = "clew.ground.timetable"
    label = "timetable"
