"""Django's entry for release."""

from django.apps import AppConfig


class ReleaseConfig(AppConfig):
    """The one gate out."""

    name = "clew.survivor.release"
    label = "release"

    def ready(self) -> None:
        """Say what two people do here, and what a restore forgets."""
        from clew.ground.vault import tombstones  # noqa: PLC0415 -- its models are loaded now
        from clew.survivor.release import erasure, trusting  # noqa: PLC0415 -- as above

        trusting.register()
        tombstones.also_forget(erasure.forget_erased)
