"""`keys.partner`: what was released is moved into its own compartment, and a bundle is written."""

from pathlib import Path

from clew.ground.accounts import keychange
from clew.ground.vault import bundles
from clew.ground.vault.fields import SealedField
from clew.ground.vault.wiping import wipe
from clew.rules.consent.kinds import Kind
from clew.site.control import Refused, Say
from clew.site.partners import given
from clew.survivor.release.models import ReleasedItem


def write(say: Say, *, key: str, file: str) -> int:
    """Write the keys of the process for partners, sealed under its own key. Raises `Refused`."""
    sealing = bytearray.fromhex(key)
    try:
        moved = keychange.move_apart(_stands_in)
        circles = given.circles()
        made = given.bundle(circles)
        bundles.write(Path(file), made, sealing)
        keychange.given_to_partners(circles=len(circles))
    except FileExistsError as error:
        msg = "A file lies there already: keys are never written over others."
        raise Refused(msg) from error
    finally:
        wipe(sealing)
    if moved:
        say(f"{moved} values of an earlier Clew were moved to what is released.")
    say(
        f"The keys of the process for partners lie in {file}: what is released, what",
    )
    say(
        f"{len(circles)} circles hold in common, and nothing of people, contact, immigration, "
        "testimony or casework."
    )
    return 0


def _stands_in(row: object, field: SealedField) -> SealedField:
    """Say where a value that is moved goes: a part of kind immigration stands apart."""
    if isinstance(row, ReleasedItem) and row.kind == Kind.IMMIGRATION:
        found = row._meta.get_field("immigration")  # noqa: SLF001 -- Django's documented way
        assert isinstance(found, SealedField)  # noqa: S101 -- for the checker: its model says so
        return found
    return field
