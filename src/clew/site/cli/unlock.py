"""`clew unlock`: give a served house its root key, from a passphrase, a file or two shares."""

import argparse
from pathlib import Path

from clew.rules.sources.faults import Fault, WrongInput
from clew.site.cli import houses


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    houses.add_data(parser)
    given = parser.add_mutually_exclusive_group()
    given.add_argument("--key-file", metavar="FILE", help="a copy of the root key")
    given.add_argument("--shares", nargs=2, metavar="SHARE", help="the shares of two trustees")


def run(arguments: argparse.Namespace) -> int:
    """Unlock. Without options the passphrase is asked for, or read from what is piped in."""
    here = houses.choose(arguments.data)
    if arguments.key_file or arguments.shares:
        return houses.order_served("house.unlock", here, key=_key(arguments).hex())
    from clew.ground.vault.sources import Source, source  # noqa: PLC0415 -- loads Django
    from clew.site import house  # noqa: PLC0415 -- loads Django

    if source(here) is not Source.PASSPHRASE:
        return houses.order_served("house.unlock", here)
    return houses.order_served("house.unlock", here, passphrase=house.typed_passphrase())


def _key(arguments: argparse.Namespace) -> bytearray:
    from clew.ground.vault import keyfile, trustees  # noqa: PLC0415 -- loads cryptography

    try:
        if arguments.key_file:
            return keyfile.read(Path(arguments.key_file))
        first, second = map(Path, arguments.shares)
        return trustees.recover(first, second)
    except (keyfile.NoRootKey, trustees.DamagedShare) as wrong:
        option = "--key-file" if arguments.key_file else "--shares"
        raise WrongInput([Fault(option, "", "no root key", str(wrong))]) from wrong
