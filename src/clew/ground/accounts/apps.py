"""Django's entry for accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Organisations, members, roles, circles and the wall in front of every address."""

    name = "clew.ground.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Register the check that every address has its rule, and what follows a sign-in."""
        from clew.ground.accounts import (  # noqa: PLC0415 -- they register themselves
            checks,  # noqa: F401
            signed_in,  # noqa: F401
            stepping_up,  # noqa: F401
        )
