"""Django's entry for the vault."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """The keyring, in a database of its own, and the fields sealed under its keys."""

    name = "clew.ground.vault"
    label = "vault"

    def ready(self) -> None:
        """Say how a house opens where nobody has to type its key."""
        from clew.ground.vault import opening, root  # noqa: PLC0415 -- after its models are loaded

        root.opens_by(opening.by_itself)
