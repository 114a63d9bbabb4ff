"""`clew keys partner`: the keys of the process for partners, in a file sealed under its own key."""

import argparse
from pathlib import Path

from clew.rules.sources.faults import Fault, WrongInput
from clew.site.cli import houses
from clew.site.cli.streams import say


def write(arguments: argparse.Namespace) -> int:
    """Make a key for the process, and let the house seal the bundle under it.

    Raises:
        WrongInput: a file lies there, or the passphrase is too short.
    """
    file = Path(arguments.output).resolve()
    key_file, check = file.with_suffix(".key"), file.with_suffix(".passphrase.json")
    taken = [path for path in (file, key_file, check) if path.exists()]
    if taken or file == key_file:
        found = f"a name that is taken: {taken[0].name}" if taken else "a name for a key"
        raise WrongInput([Fault("--output", "", found, "one such as partner.keys that is free")])
    houses.choose(arguments.data)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = check if arguments.passphrase else key_file
    key = _by_passphrase(check) if arguments.passphrase else _in_file(key_file)
    code = houses.order("keys.partner", arguments.data, key=key.hex(), file=str(file))
    _wipe(key)
    if code:
        made.unlink()  # it opens nothing
        return code
    own = "the passphrase" if arguments.passphrase else key_file
    say(
        f"Their own key is {own}. Bring this to where partners are",
        "served, and start there as the database role clew_partner:",
        f"clew serve --data {file.parent} --profile partner",
        "When keys are exchanged or a circle is added, make them anew.",
    )
    return 0


def _in_file(path: Path) -> bytearray:
    from clew.ground.vault import keyfile  # noqa: PLC0415 -- loads cryptography

    keyfile.make(path)
    return keyfile.read(path)


def _by_passphrase(check: Path) -> bytearray:
    from clew.ground.vault import passphrases  # noqa: PLC0415 -- loads cryptography
    from clew.site import house  # noqa: PLC0415 -- loads Django

    try:
        return passphrases.make(check, house.typed_passphrase())
    except passphrases.TooShort as short:
        raise WrongInput([Fault("--passphrase", "", "a short one", str(short))]) from short


def _wipe(key: bytearray) -> None:
    from clew.ground.vault.wiping import wipe  # noqa: PLC0415 -- loads cryptography

    wipe(key)
