"""Django's entry for the audit."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The chain of events, and the two ways to write it."""

    name = "clew.ground.audit"
    label = "audit"
