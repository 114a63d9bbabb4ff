"""Django's entry for training."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """Training sessions, so that later referrals can be traced back to one."""

    name = "clew.recognise.training"
    label = "training"
