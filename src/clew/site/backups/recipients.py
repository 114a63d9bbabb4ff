"""For whom backups are sealed: two identities kept away from the house, and one for drills.

The two are printed once when the house is made, and stored nowhere. The third lies in the house,
sealed under its root key, so that a drill needs no key from the safe. Beside it, sealed too, stand
the public keys of all three: a file of recipients that somebody exchanged is found.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyrage import x25519

from clew.ground.vault.keyfile import NoRootKey
from clew.ground.vault.root import Locked
from clew.ground.vault.sealing import Altered, open_for_house, seal_for_house
from clew.site.backups.identities import OFFLINE, NoRecipients, offline_in, public_key

_RECIPIENTS: Final = "backup-recipients.txt"
_SEALED: Final = "drill-identity.sealed"
FILES: Final = (_RECIPIENTS, _SEALED)
_PURPOSE: Final = "drill identity"
_HEADER: Final = (
    "# Backups of this house are sealed for these: two kept away from it, one for drills."
)


@dataclass(frozen=True, slots=True)
class Made:
    """New recipients. The secrets are shown once and stored nowhere; empty where given."""

    recipients: tuple[str, ...]
    secrets: tuple[str, ...]


def make(folder: Path, offline: Sequence[str] = ()) -> Made:
    """Give a house its recipients. Its root key must be open.

    Args:
        folder: the folder of the keyring.
        offline: public keys that were made elsewhere; none makes two new identities.

    Raises:
        NoRecipients: the public keys are none, or not two different ones.
    """
    given = offline_in(offline)
    new = [] if given else [x25519.Identity.generate() for _ in range(OFFLINE)]
    drill = x25519.Identity.generate()
    public = (*map(str, given), *(str(one.to_public()) for one in new), str(drill.to_public()))
    sealed = seal_for_house({"identity": str(drill), "recipients": list(public)}, _PURPOSE)
    _write(folder / _SEALED, sealed)
    _write(folder / _RECIPIENTS, "\n".join([_HEADER, *public, ""]))
    return Made(public, tuple(map(str, new)))


def of(folder: Path) -> list[x25519.Recipient]:
    """Return the recipients of a house.

    Raises:
        NoRecipients: it has none, or the file was exchanged.
    """
    try:
        text = (folder / _RECIPIENTS).read_text(encoding="ascii")
    except (OSError, ValueError) as error:
        msg = "This house has no recipients of backups yet: `clew backup --make-recipients`."
        raise NoRecipients(msg) from error
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    if len(lines) != OFFLINE + 1:
        msg = f"{_RECIPIENTS} names {len(lines)} recipients; wanted {OFFLINE + 1}."
        raise NoRecipients(msg)
    held = _held(folder)
    if held is not None and held["recipients"] != lines:
        msg = f"{_RECIPIENTS} does not name the recipients that this house was given."
        raise NoRecipients(msg)
    return [public_key(line) for line in lines]


def drill_identity(folder: Path) -> x25519.Identity | None:
    """Return the identity for drills; nothing where the house is locked or has none.

    Raises:
        NoRecipients: it is not as it was written.
    """
    held = _held(folder)
    return None if held is None else x25519.Identity.from_str(str(held["identity"]))


def _held(folder: Path) -> dict[str, object] | None:
    try:
        sealed = (folder / _SEALED).read_text(encoding="ascii")
        held = open_for_house(sealed, _PURPOSE)
    except (FileNotFoundError, NoRootKey, Locked):
        return None
    except (Altered, ValueError) as error:
        msg = f"{_SEALED} is not as this house wrote it: `clew backup --make-recipients`."
        raise NoRecipients(msg) from error
    if not isinstance(held, dict):
        msg = f"{_SEALED} is not as this house wrote it: `clew backup --make-recipients`."
        raise NoRecipients(msg)
    return held


def _write(path: Path, text: str) -> None:
    """Write a file for its owner only, whole or not at all."""
    beside = path.with_name(f"{path.name}.new")
    opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
