"""A house: the folder with its databases and root key. Making one, opening one, and whose it is.

A house is marked inside its database as the demonstration or as real. Neither is ever opened as
the other, so made people never stand beside real ones.
"""

import getpass
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError, ProgrammingError

from clew.ground.vault import keyfile, root, sources
from clew.site.environment import Environment

_ANOTHER_KEY: Final = (
    "The root key in this folder is not the one of this house; put the right one back."
)
NEWER_CLEW: Final = (
    "A newer Clew has written this data. Nothing was opened and nothing was changed: "
    "start that version, or go back to a backup from before it."
)
_NOT_PERMITTED: Final = "42501"  # PostgreSQL's insufficient_privilege
_FOLDERS: Final = ("db", "keyring", "files", "outbox", "log")


class WrongHouse(Exception):
    """This folder cannot be opened so. The message says why, in one sentence."""


class Served(WrongHouse):
    """Another process holds this folder."""


def make_folders(house: Environment, *, key: bool = True) -> None:
    """Make the folders of a house, and its root key in a file, for its owner only.

    `key` is false where a passphrase or something outside of the folder is to give the root key.
    """
    for_owner_only()
    for name in _FOLDERS:
        (house.folder / name).mkdir(parents=True, exist_ok=True, mode=0o700)
    house.folder.chmod(0o700)
    if key and not house.root_key.exists():
        _refuse_lost_key(house)
        keyfile.make(house.root_key)


def for_owner_only() -> None:
    """Let no file that this process makes be read by another user of the machine."""
    os.umask(0o077)


def _refuse_lost_key(house: Environment) -> None:
    """A new key beside an old database would look like a house and open nothing."""
    if (house.folder / "keyring" / "keyring.sqlite3").exists():
        msg = "The root key of this house is missing; put it back before anything else."
        raise WrongHouse(msg)


def bring_up_to_date() -> None:
    """Bring both databases to this version of Clew.

    Raises:
        WrongHouse: a newer Clew has written them, they cannot be read, or the tables belong to
            another role of PostgreSQL.
    """
    for alias in behind():  # both were looked at before either is changed
        try:
            call_command("migrate", database=alias, verbosity=0, interactive=False)
        except ProgrammingError as error:
            if getattr(error.__cause__, "sqlstate", "") != _NOT_PERMITTED:
                raise
            msg = (
                f"The {alias} database is of an earlier Clew, and its tables belong to another "
                "role: run `clew manage migrate` for both databases as their owner, then "
                "`clew database-roles --apply`."
            )
            raise WrongHouse(msg) from error


def behind() -> list[str]:
    """Return which of both databases an earlier Clew has written. Raises as `bring_up_to_date`."""
    found = []
    for alias in ("default", "keyring"):
        try:
            executor = MigrationExecutor(connections[alias])
        except DatabaseError as error:
            msg = f"The {alias} database could not be read: {type(error).__name__}."
            raise WrongHouse(msg) from error
        known = set(executor.loader.disk_migrations or {})
        ahead = [key for key in executor.loader.applied_migrations if key not in known]
        if ahead:
            raise WrongHouse(NEWER_CLEW)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            found.append(alias)
    return found


def open_beside() -> bool:
    """Open the keys for a command that only reads, beside whoever serves. Changes nothing.

    Raises:
        WrongHouse: the root key is not where it should be, or cannot be trusted.
    """
    try:
        root.opened()
    except root.Locked:
        return False
    except root.WrongRootKey as wrong:
        raise WrongHouse(_ANOTHER_KEY) from wrong
    except keyfile.NoRootKey as missing:
        raise WrongHouse(str(missing)) from missing
    return True


def ask_for_key(house: Environment) -> None:
    """Open a locked house with a passphrase that somebody types for this one command.

    Raises:
        WrongHouse: it is not the passphrase, or it cannot be asked for here.
    """
    from clew.ground.vault import opening  # noqa: PLC0415 -- after Django is set up
    from clew.ground.vault.passphrases import WrongPassphrase  # noqa: PLC0415 -- as above

    try:
        opening.unlock(sources.key_of(house, typed_passphrase()))
    except WrongPassphrase as wrong:
        msg = "This is not the passphrase of this house. Nothing was opened."
        raise WrongHouse(msg) from wrong
    except root.WrongRootKey as wrong:  # the root key was exchanged since
        raise WrongHouse(_ANOTHER_KEY) from wrong
    except keyfile.NoRootKey as missing:
        raise WrongHouse(str(missing)) from missing


def root_key_in_hand(house: Environment) -> bytearray:
    """Return the root key itself, seen to be the one of this house. The caller wipes it.

    Raises:
        WrongHouse: it is not where it should be, or not the one of this house.
    """
    from clew.ground.vault import housekeys  # noqa: PLC0415 -- after Django is set up
    from clew.ground.vault.passphrases import WrongPassphrase  # noqa: PLC0415 -- as above

    try:
        try:
            key = sources.root_key(house)
        except root.Locked:
            key = sources.key_of(house, typed_passphrase())
        housekeys.open_with(key)
    except WrongPassphrase as wrong:
        msg = "This is not the passphrase of this house. Nothing was opened."
        raise WrongHouse(msg) from wrong
    except root.WrongRootKey as wrong:
        raise WrongHouse(_ANOTHER_KEY) from wrong
    except keyfile.NoRootKey as missing:
        raise WrongHouse(str(missing)) from missing
    return key


def typed_passphrase() -> str:
    """Return a passphrase from the terminal, unseen; or the first line of what is piped in."""
    if sys.stdin.isatty():
        return getpass.getpass("Passphrase of the house: ")
    return sys.stdin.readline().rstrip("\r\n")


def check_root_key() -> None:
    """Raise `WrongHouse` when the root key is not the one this house was begun with.

    Under another key nothing could be read, and what is written now would be lost the day the
    right key comes back.
    """
    from clew.ground.audit.chain import chain_key  # noqa: PLC0415 -- after Django is set up
    from clew.ground.audit.links import START, link  # noqa: PLC0415 -- the same
    from clew.ground.audit.models import Event  # noqa: PLC0415 -- after Django is set up

    first = Event.objects.order_by("seq").first()
    if first and link(chain_key(), START, bytes(first.body)) != bytes(first.digest):
        raise WrongHouse(_ANOTHER_KEY)


def open_keys() -> bool:
    """Open the keys of the house where nobody has to type anything. Says whether it is open.

    Raises:
        WrongHouse: the root key is missing, cannot be trusted, or is another house's.
    """
    from clew.ground.vault import housekeys, shredding  # noqa: PLC0415 -- after Django is set up

    if not open_beside():
        return False
    check_root_key()
    housekeys.keep(root.held())
    shredding.finish_all()
    return True


def wipe(house: Environment) -> None:
    """Wipe the demonstration.

    Raises:
        WrongHouse: a real house lies there, or somebody serves it.
    """
    if not house.folder.exists():
        return
    with alone(house.folder):
        database = house.folder / "db" / "clew.sqlite3"
        if database.exists() and _is_real(database):
            msg = "This folder holds a real house; nothing was wiped."
            raise WrongHouse(msg)
    shutil.rmtree(house.folder)


def _is_real(database: Path) -> bool:
    """Say whether a database is marked as real, before Django has opened it."""
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as opened:
            rows = opened.execute("SELECT kind FROM accounts_house").fetchall()
    except sqlite3.Error:
        return False  # no house of ours
    return ("real",) in rows


def kind() -> str:
    """Return whether this is the demonstration or a real house; empty when it has no mark yet."""
    from clew.ground.accounts.models import House  # noqa: PLC0415 -- after Django is set up

    row = House.objects.first()
    return row.kind if row else ""


def mark(kind_of_house: str) -> None:
    """Mark a new house, and make its secrets where that was not done yet."""
    from clew.ground.accounts.models import House  # noqa: PLC0415 -- after Django is set up
    from clew.ground.vault import opening  # noqa: PLC0415 -- after Django is set up

    if not root.is_open():
        opening.unlock_new(sources.root_key(here()))
    House.objects.create(kind=kind_of_house)


def check_kind(wanted: str) -> None:
    """Raise `WrongHouse` when the house is not what it is to be opened as."""
    found = kind()
    if found == wanted:
        return
    if found == "demonstration":
        msg = "This folder holds the demonstration; `clew serve` opens real houses only."
    elif found == "real":
        msg = "This folder holds a real house; `clew up` opens the demonstration only."
    else:
        msg = "This folder holds no house yet. Make one with `clew init DIR`."
    raise WrongHouse(msg)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the house: one process alone writes its SQLite databases.

    Raises:
        Served: another process holds it.
    """
    sentence = "Another Clew serves this folder already. Stop it first, or use the one that runs."
    with held_alone(folder / "serving.lock", sentence):
        yield


@contextmanager
def held_alone(path: Path, sentence: str) -> Iterator[None]:
    """Hold a lock file. Raises `Served` with the sentence where another process holds it."""
    with path.open("a+", encoding="ascii") as file:
        if not _locked(file.fileno()):
            raise Served(sentence)
        yield


def open_up(house: Environment) -> None:
    """Open a real house for a command that holds it alone, as serving does.

    Raises:
        WrongHouse: it is the demonstration, or cannot be opened.
    """
    for_owner_only()
    if not house.holds_house:
        msg = "This folder holds no house yet. Make one with `clew init DIR`."
        raise WrongHouse(msg)
    django.setup()
    bring_up_to_date()
    check_kind("real")
    if not open_keys():
        ask_for_key(house)


def _locked(descriptor: int) -> bool:
    """Take the lock of an open file; the system gives it back when the process ends, however."""
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415 -- exists on Windows only

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl  # noqa: PLC0415 -- exists on Unix only

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def here() -> Environment:
    """Return the settings of the house in force."""
    found: Environment = settings.CLEW
    return found
