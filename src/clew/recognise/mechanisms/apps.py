"""Django's entry for mechanisms."""

from django.apps import AppConfig


class MechanismsConfig(AppConfig):
    """National mechanisms: referrals prepared, sent on a yes, and the decisions that come back."""

    name = "clew.recognise.mechanisms"
    label = "mechanisms"
