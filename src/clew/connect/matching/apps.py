"""Django's entry for matching."""

from django.apps import AppConfig
from django.db.models.signals import pre_delete


class MatchingConfig(AppConfig):
    """Which released claims of a circle meet: tokens under the circle's key."""

    name = "clew.connect.matching"
    label = "matching"

    def ready(self) -> None:
        """Let a person's record go with any claim that it was made from."""
        from clew.connect.matching import letting_go  # noqa: PLC0415 -- models are loaded now
        from clew.survivor.release.models import ReleasedClaim  # noqa: PLC0415 -- as above

        pre_delete.connect(
            letting_go.claim_goes, sender=ReleasedClaim, dispatch_uid="a record goes"
        )
