"""Handing a message to the relay that the administrator named, or into the house's outbox folder.

Clew connects to nothing else. Without a relay the message lies as a file in `outbox`, and a program
of the administrator's own may take it from there.
"""

import os
import smtplib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final
from uuid import UUID

from django.conf import settings

_PATIENCE_SECONDS: Final = 20
_LONGEST_NAME: Final = 60


def sender(alias: str) -> Address:
    """Return who a message comes from: the alias agreed on, or a word that says nothing."""
    plain = "".join(letter for letter in alias if letter.isprintable())[:_LONGEST_NAME]
    return Address(display_name=plain or "Notes", username="notes", domain=settings.CLEW.host)


def post(letter: EmailMessage, *, name: UUID) -> None:
    """Give a message to the relay, or write it into the outbox, whole or not at all.

    Raises:
        OSError: neither could be done; nothing is marked as sent.
    """
    relay = settings.CLEW.mail_relay
    if relay:
        host, _, port = relay.rpartition(":")
        with smtplib.SMTP(host, int(port), timeout=_PATIENCE_SECONDS) as server:
            server.send_message(letter)
        return
    folder = settings.CLEW.folder / "outbox"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = folder / f".{name}.new"
    opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "wb") as file:
        file.write(letter.as_bytes(policy=SMTP))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / f"{name}.eml")
