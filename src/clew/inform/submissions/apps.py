"""Django's entry for submissions."""

from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    """Article-by-article evidence from released tables only."""

    name = "clew.inform.submissions"
    label = "submissions"
