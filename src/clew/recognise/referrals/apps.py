"""Django's entry for referrals."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """Referrals between organisations: made, received, accepted or declined with a reason."""

    name = "clew.recognise.referrals"
    label = "referrals"
