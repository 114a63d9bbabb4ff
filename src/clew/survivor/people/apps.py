"""Django's entry for people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People and who stands by them."""

    name = "clew.survivor.people"
    label = "people"
