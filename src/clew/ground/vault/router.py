"""Which database a model lives in: the keyring apart, everything else in the main one."""

from typing import Final

from django.db.models import Model

MAIN: Final = "default"
KEYRING: Final = "keyring"
_LABEL: Final = "vault"
# What the main database must know of the keyring even when the keyring is not there.
_IN_MAIN: Final = frozenset({"shredding"})


class Router:
    """Sends the keyring's rows to the keyring's database, and nothing else there."""

    def db_for_read(self, model: type[Model], **hints: object) -> str:  # noqa: ARG002 -- Django's signature
        """Return the database to read a model from."""
        return KEYRING if _of_the_keyring(model._meta.app_label, model._meta.model_name) else MAIN  # noqa: SLF001 -- Django's way

    db_for_write = db_for_read

    def allow_migrate(
        self,
        db: str,
        app_label: str,
        model_name: str | None = None,
        **hints: object,  # noqa: ARG002 -- Django's signature
    ) -> bool:
        """Make each table in its own database only."""
        return (db == KEYRING) == _of_the_keyring(app_label, model_name)


def _of_the_keyring(app_label: str, model_name: str | None) -> bool:
    return app_label == _LABEL and model_name not in _IN_MAIN
