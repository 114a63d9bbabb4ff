"""Django's entry for the audit."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    """The chain of events, and the two ways to write it."""

    name = "clew.ground.audit"
    label = "audit"

    def ready(self) -> None:
        """Set the guards of append-only tables again after every migration."""
        from clew.ground.audit.append_only import set_again  # noqa: PLC0415 -- after the apps

        post_migrate.connect(set_again, sender=self, dispatch_uid="append-only")
