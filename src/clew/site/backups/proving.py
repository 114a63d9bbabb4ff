"""Restoring and proving in one go: what `clew restore` does, and `clew drill` on trial."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.db import DatabaseError, connections
from pyrage import x25519

from clew.ground.audit.chain import House
from clew.ground.audit.viewer import looking
from clew.ground.vault import tombstones
from clew.site import house
from clew.site.backups import checking, manifest, restoring
from clew.site.backups.archives import Damaged
from clew.site.backups.manifest import Manifest
from clew.site.backups.restoring import Chosen
from clew.site.databases import on_server


def erasures(chosen: Chosen, newer: str | None) -> frozenset[UUID]:
    """Return every erasure that the backup folder, and a newer file beside it, know of.

    Raises:
        tombstones.TornFile: one of the files is not whole.
    """
    paths = [Path(newer)] if newer else []
    beside = chosen.folder / restoring.TOMBSTONES
    return frozenset[UUID]().union(*map(tombstones.read, [beside, *paths]))


def prove(
    chosen: Chosen,
    folder: Path,
    identities: list[x25519.Identity],
    erased: frozenset[UUID],
    *,
    with_key: bool,
) -> dict[str, object]:
    """Restore into the folder that Django was set up for, and prove what stands there.

    Returns what was found, for people and machines, and the seconds that each step took. Nothing is
    left in a database on PostgreSQL where it fails.

    Raises:
        archives.Damaged: something is not as it was written.
        identities.WrongIdentity: none of the identities opens it.
        house.WrongHouse: a newer Clew wrote it, or the root key is of another house.
        restoring.NoTarget: it was made of a house on another kind of database; or one of those on
            PostgreSQL is not empty, or refuses.
    """
    steps: dict[str, float] = {}
    if not on_server(house.here()):
        with _timed(steps, "unpacked"):
            found = restoring.unpack(chosen, folder, identities)
        with _timed(steps, "databases"):
            rows = restoring.check_databases(folder, found)
        return _proved(folder, found, rows, erased, steps, with_key=with_key)
    from clew.site.backups import loading  # noqa: PLC0415 -- needs PostgreSQL's library

    with loading.targets() as begun:
        with _timed(steps, "unpacked"):
            found = restoring.unpack(chosen, folder, identities, engine=manifest.POSTGRESQL)
        with _timed(steps, "databases"):
            rows = loading.load(folder, begun)
        return _proved(folder, found, rows, erased, steps, with_key=with_key)


def _proved(
    folder: Path,
    found: Manifest,
    rows: int,
    erased: frozenset[UUID],
    steps: dict[str, float],
    *,
    with_key: bool,
) -> dict[str, object]:
    try:
        with looking(House()):
            with _timed(steps, "erasures"):
                house.bring_up_to_date()
                house.check_kind("real")
                tombstones.replay(erased)
                erased |= tombstones.known()
            told = {"made_at": found.made_at, "rows": rows, "files": len(found.files)}
            told |= {"erased": len(erased), "head": found.head, "chain": with_key, "steps": steps}
            if with_key and house.open_beside():
                house.check_root_key()
                with _timed(steps, "chain"):
                    checking.check_chain(folder, found.head)
                with _timed(steps, "sample"):
                    proved = checking.open_sample(erased)
                told |= {"opened": proved.opened, "destroyed": proved.destroyed}
                told |= {"kinds": proved.kinds}
    except (DatabaseError, TypeError, ValueError) as error:
        msg = f"The restored database holds what no Clew wrote ({type(error).__name__})."
        raise Damaged(msg) from error
    else:
        return told
    finally:
        connections.close_all()


@contextmanager
def _timed(steps: dict[str, float], name: str) -> Iterator[None]:
    """Note how long a step took."""
    began = time.monotonic()
    yield
    steps[name] = round(time.monotonic() - began, 2)
