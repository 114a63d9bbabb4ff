"""Django's entry for the vault."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """The keyring, in a database of its own, and the fields sealed under its keys."""

    name = "clew.ground.vault"
    label = "vault"
