"""`clew keys`: what keys there are, trustee shares, and exchanging keys."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from clew.rules.sources.faults import Fault, WrongInput
from clew.site.cli import houses, partner_keys
from clew.site.cli.streams import complain, print_json, say

if TYPE_CHECKING:
    from clew.site.environment import Environment

_WRONG: Final = 2


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    status = what.add_parser("status", help="what keys there are; opens nothing")
    status.add_argument("--json", action="store_true", help="print JSON for machines")
    rotate = what.add_parser("rotate", help="wrap all data keys anew; taken up where it stopped")
    which = rotate.add_mutually_exclusive_group()
    which.add_argument("--person", metavar="CODE", help="the data keys of one person instead")
    which.add_argument(
        "--root", metavar="FILE", help="the root key instead: a new one is made in this file"
    )
    shares = what.add_parser("shares", help="write three trustee shares; any two open together")
    shares.add_argument("folder", metavar="DIR", help="a folder without shares, outside the house")
    recover = what.add_parser("recover", help="bring the root key back from two shares")
    recover.add_argument("share", nargs=2, metavar="SHARE")
    recover.add_argument("--to", metavar="FILE", required=True, help="a file that is not there yet")
    sweep = what.add_parser("sweep", help="destroy keys that nothing was sealed under for a day")
    index = what.add_parser("index", help="let people of before the index be found by name")
    partner = what.add_parser("partner", help="write the part of the keys that serves partners")
    partner.add_argument("-o", "--output", metavar="FILE", required=True, help="a new file for it")
    partner.add_argument(
        "--passphrase",
        action="store_true",
        help="seal it under a passphrase that is typed now, not under a key file beside it",
    )
    for sub in (index, partner, status, rotate, shares, sweep):
        houses.add_data(sub)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked for."""
    if arguments.what == "recover":
        return _recover(arguments)
    if arguments.what == "shares":
        return _shares(arguments)
    if arguments.what == "partner":
        return partner_keys.write(arguments)
    if arguments.what == "status":
        return _status(arguments)
    if arguments.what in {"sweep", "index"}:
        return houses.order(f"keys.{arguments.what}", arguments.data)
    if arguments.person:
        return houses.order("keys.rotate_person", arguments.data, code=arguments.person)
    if arguments.root:
        return _new_root(arguments)
    return houses.order("keys.rotate", arguments.data)


def _status(arguments: argparse.Namespace) -> int:
    here = houses.choose(arguments.data)
    import django  # noqa: PLC0415 -- loads the database

    django.setup()
    from clew.ground.accounts.keychange import taken_stock  # noqa: PLC0415 -- after Django is set up

    found = taken_stock(here)
    if arguments.json:
        print_json(found)
    else:
        say(*_lines(found))
    return 0


def _lines(found: dict[str, Any]) -> list[str]:
    keys = found["data_keys"]
    return [
        f"Root key from {found['root_key_from']}.",
        *(
            f"Secret of the house: {one['use']} {one['version']}, made {one['made'][:10]}"
            + (f", retired {one['retired'][:10]}" if one["retired"] else "")
            + (f", {one['keys_under_it']} keys" if one["keys_under_it"] is not None else "")
            for one in found["house_secrets"]
        ),
        f"Data keys: {keys['all']}, {keys['being_exchanged']} of them being exchanged.",
        *(f"  {part}: {count}" for part, count in keys["by_compartment"].items()),
        f"Keys without a row: {keys['without_a_row']}, {keys['to_be_swept']} of them marked.",
        f"Values without a key: {found['values_without_a_key']}.",
        f"Erased: {found['erased_subjects']}; not finished: {found['erasures_not_finished']}.",
        *(f"{what}: {how}" for what, how in found["algorithms"].items()),
    ]


def _shares(arguments: argparse.Namespace) -> int:
    here = houses.choose(arguments.data)
    folder = Path(arguments.folder)
    if folder.resolve().is_relative_to(here.folder.resolve()):
        raise WrongInput([Fault("DIR", "", "a folder of the house", "one outside of it")])
    import django  # noqa: PLC0415 -- loads the database

    django.setup()
    from clew.ground.vault import trustees  # noqa: PLC0415 -- after Django is set up
    from clew.ground.vault.wiping import wipe  # noqa: PLC0415 -- after Django is set up
    from clew.site import house  # noqa: PLC0415 -- after Django is set up

    try:
        key = house.root_key_in_hand(here)
    except house.WrongHouse as wrong:
        complain(str(wrong))
        return _WRONG
    try:
        paths = trustees.write(folder, key)
    except FileExistsError as error:
        found = "a folder that holds shares"
        raise WrongInput([Fault("DIR", "", found, "one without: they are never lost")]) from error
    finally:
        wipe(key)
    say(*told(paths))
    return 0


def told(paths: list[Path]) -> list[str]:
    """Say what is to be done with shares that were just written."""
    return [
        f"Three trustee shares lie in {paths[0].parent}: {', '.join(path.name for path in paths)}.",
        "Give each to another person and delete the files here. Any two open the house; one alone",
        "opens nothing. Shares given out before stay good until the root key is exchanged.",
    ]


def _recover(arguments: argparse.Namespace) -> int:
    from clew.ground.vault import keyfile, trustees  # noqa: PLC0415 -- loads cryptography
    from clew.ground.vault.wiping import wipe  # noqa: PLC0415 -- loads cryptography

    first, second = map(Path, arguments.share)
    try:
        key = trustees.recover(first, second)
    except trustees.DamagedShare as damaged:
        complain(str(damaged))
        return _WRONG
    try:
        keyfile.write(Path(arguments.to), key)
    except FileExistsError as error:
        raise WrongInput([Fault("--to", "", "a file", "one that is not there yet")]) from error
    finally:
        wipe(key)
    say(f"The root key lies in {arguments.to}. Open the house with: clew unlock --key-file FILE")
    return 0


def _new_root(arguments: argparse.Namespace) -> int:
    here = houses.choose(arguments.data)
    return _exchanged(here, Path(arguments.root), arguments.data)


def _exchanged(here: "Environment", file: Path, data: str | None) -> int:
    """Make the new key first: a house whose secrets are under a key that nobody has is lost."""
    from clew.ground.vault import keyfile  # noqa: PLC0415 -- loads cryptography
    from clew.ground.vault.wiping import wipe  # noqa: PLC0415 -- loads cryptography

    try:
        keyfile.make(file)
    except FileExistsError as error:
        raise WrongInput([Fault("--root", "", "a file", "one that is not there yet")]) from error
    key = keyfile.read(file)
    code = houses.order("keys.exchange_root", data, key=key.hex())
    wipe(key)
    if code == 0:
        say(
            f"Put {file} where the old root key lay ({here.root_key}), or name it in",
            "CLEW_ROOT_KEY_FILE; then make new trustee shares and a new backup of the keyring.",
            "The old key and the old shares open only backups from before.",
        )
    return code
