"""Which database a model lives in: the keyring apart, everything else in the main one."""

from typing import Final

from django.db.models import Model

MAIN: Final = "default"
KEYRING: Final = "keyring"
_LABEL: Final = "vault"


class Router:
    """Sends the keyring's rows to the keyring's database, and nothing else there."""

    def db_for_read(self, model: type[Model], **hints: object) -> str:  # noqa: ARG002 -- Django's signature
        """Return the database to read a model from."""
        return KEYRING if model._meta.app_label == _LABEL else MAIN  # noqa: SLF001 -- Django's way

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool:  # noqa: ARG002 -- Django's signature
        """Make each table in its own database only."""
        return (db == KEYRING) == (app_label == _LABEL)
