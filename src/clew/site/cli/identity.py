"""`clew identity FILE`: a key pair of an organisation, to which packages can be sealed.

The file is what `age-keygen` writes: any age program reads it.
"""

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path

from clew.rules.sources.faults import Fault, WrongInput
from clew.site.cli.streams import say


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("file", metavar="FILE", help="a new file for the secret key")


def run(arguments: argparse.Namespace) -> int:
    """Make it. Raises `WrongInput` where something lies already: a key is never overwritten."""
    import pyrage  # noqa: PLC0415 -- other commands do not need it

    from clew.engines.packages.fingerprints import fingerprint_words  # noqa: PLC0415 -- the same

    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    made = datetime.now(UTC).isoformat(timespec="seconds")
    text = f"# created: {made}\n# public key: {public}\n{identity}\n"
    try:
        opened = os.open(Path(arguments.file), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "its name is none"
        found = f"a file that cannot be made ({why})"
        raise WrongInput([Fault("FILE", "", found, "a name that is free")]) from None
    with os.fdopen(opened, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    say(
        f"The secret key is in {arguments.file}. Whoever has it reads what is sent to you; without",
        "it nobody does. Keep a copy apart, and give it to nobody.",
        "",
        f"Public key, to be sent to your partners: {public}",
        f"Its words, to be read to them on the telephone: {fingerprint_words(public)}",
    )
    return 0
