"""Giving a house the recipients of its backups, and showing once what opens them."""

from collections.abc import Sequence

from clew.site.backups import recipients
from clew.site.environment import Environment


def give(here: Environment, offline: Sequence[str]) -> list[str]:
    """Give a house its recipients. Returns what is said of it.

    Raises:
        NoRecipients: the public keys that were given are not two of age.
    """
    made = recipients.make(here.folder / "keyring", offline)
    if not made.secrets:
        return ["Backups are sealed for the two public keys that were given."]
    return [
        "Two identities open the backups of this house. Shown here once, and stored nowhere:",
        *made.secrets,
        "Write each on paper or on a stick, and keep them at two places away from this machine.",
    ]
