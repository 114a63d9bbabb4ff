"""What commands order about keys. Each is carried out in the process that holds the house."""

from django.conf import settings

from clew.ground.accounts import keychange, locking
from clew.ground.audit.chain import House
from clew.ground.vault import root, sources
from clew.ground.vault.keyfile import NoRootKey
from clew.ground.vault.passphrases import WrongPassphrase
from clew.site.control import Refused, Say

_WRONG = "This does not open the house. Nothing was opened."


def unlock(say: Say, *, passphrase: str = "", key: str = "") -> int:
    """Open the house. Raises `Refused`, with the same words whatever was wrong."""
    if root.is_open():
        say("The house is open already.")
        return 0
    try:
        if key:
            locking.unlock(bytearray.fromhex(key))
        elif passphrase:
            locking.unlock_with_passphrase(passphrase)
        else:
            locking.unlock(sources.root_key(settings.CLEW))
    except (WrongPassphrase, root.WrongRootKey, root.Locked, NoRootKey, ValueError) as wrong:
        raise Refused(_WRONG) from wrong
    say("The house is open.")
    return 0


def lock(say: Say) -> int:
    """Lock the house."""
    locking.lock()
    say("The house is locked.")
    return 0


def rotate(say: Say) -> int:
    """Wrap every data key under the next version."""
    done = keychange.rotate_wrapping()
    say(f"{done.wrapped} keys were wrapped under version {done.version}; older ones are destroyed.")
    return 0


def rotate_person(say: Say, *, code: str) -> int:
    """Exchange the data keys of one person. Raises `Refused`."""
    from clew.survivor.people.queries import NoSuchPerson, id_of_code  # noqa: PLC0415 -- after Django is set up

    try:
        subject = id_of_code(code)
    except NoSuchPerson as nobody:
        msg = "No person has this code."
        raise Refused(msg) from nobody
    done = keychange.rotate_subject(subject)
    say(f"{done.rows} rows were sealed anew under {done.keys} new keys; the old are destroyed.")
    return 0


def exchange_root(say: Say, *, key: str) -> int:
    """Seal the secrets of the house under another root key. Raises `Refused`."""
    try:
        new = bytearray.fromhex(key)
    except ValueError as error:
        msg = "The new root key could not be read."
        raise Refused(msg) from error
    keychange.exchange_root(new)
    say("The secrets of the house are sealed under the new root key; the old one opens nothing.")
    return 0


def index(say: Say) -> int:
    """Let everybody be found by name who was written down before there was an index."""
    from clew.ground.audit.viewer import looking  # noqa: PLC0415 -- after Django is set up
    from clew.survivor.people.actions import index_everybody  # noqa: PLC0415 -- after Django is set up

    with looking(House()):
        count = index_everybody()
    say(f"{count} people can be found by name now who could not before.")
    return 0


def sweep(say: Say) -> int:
    """Mark keys under which nothing is sealed, and destroy those marked a day ago."""
    done = keychange.sweep_orphans()
    say(f"{done.marked} keys without a row were marked, {done.destroyed} were destroyed.")
    return 0
