"""A page of 50 people with ten sealed fields each, its reading traced, beside the same page plain.

Both are whole pages of the application, asked in the same process: session, sign-in, the wall, the
base page and the same template. They read the same SQLite database, sorted by the day something is
due. The sealed one first commits its trace (50 people named, flushed to the disk), then fetches the
keys in one query, then opens 500 fields.
"""

import gc
import os
import random
import statistics
import sys
import tempfile
import time
import tracemalloc
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from django.test import Client

SIZES: Final = (1_000, 10_000, 100_000)
QUICK: Final = (100, 200, 400)
PAGE: Final = 50
PAGES: Final = 60
_BATCH: Final = 2_000
_WORDS: Final = ("heather", "kettle", "ferry", "orchard", "lantern", "thimble", "harbour", "willow")


def run(day: date, quick: bool) -> None:  # noqa: FBT001 -- the two words of the command line
    """Measure, print the table and, unless `quick`, write the page and the plot."""
    with tempfile.TemporaryDirectory(prefix="clew-bench-") as folder:
        _open_house(Path(folder))
        from bench import sealed_list_page  # noqa: PLC0415 -- after Django is set up

        rows = [_measured(size) for size in (QUICK if quick else SIZES)]
        lines = list(sealed_list_page.table(rows))
        print("\n".join(lines))
        if not quick:
            sealed_list_page.write(day, lines, rows, pages=PAGES)


def _open_house(folder: Path) -> None:
    """Make an empty house for this run alone."""
    os.environ["CLEW_DATA"] = str(folder)
    os.environ["CLEW_MODE"] = "real"
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.sealed_list_settings"
    import django  # noqa: PLC0415 -- reads the environment set above

    from clew.site import house  # noqa: PLC0415 -- the same

    house.make_folders(house.here())
    django.setup()
    house.bring_up_to_date()
    from django.db import connection  # noqa: PLC0415 -- after Django is set up

    from bench.sealed_rows import PlainRow, SealedRow  # noqa: PLC0415 -- the same

    with connection.schema_editor() as editor:
        editor.create_model(SealedRow)
        editor.create_model(PlainRow)


def _measured(size: int) -> tuple[int, float, float, int]:
    """Return the size, the median seconds of both pages, and the most memory of the sealed one."""
    print(f"{size:,} people …", file=sys.stderr, flush=True)
    _fill(size)
    window = _window()
    dice = random.Random(size)  # the same pages for both
    starts = [dice.randrange(max(size - PAGE, 1)) for _ in range(PAGES)]
    _seconds(window, "sealed", 0)  # what is read once in a process is read here
    _seconds(window, "plain", 0)
    sealed, plain = [], []
    for start in starts:
        plain.append(_seconds(window, "plain", start))
        sealed.append(_seconds(window, "sealed", start))
    tracemalloc.start()
    _seconds(window, "sealed", starts[0])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return size, statistics.median(sealed), statistics.median(plain), peak


def _seconds(window: "Client", kind: str, start: int) -> float:
    gc.collect()
    began = time.perf_counter()
    answer = window.get(f"/bench/{kind}/{start}/")
    took = time.perf_counter() - began
    if answer.status_code != HTTPStatus.OK or answer.content.count(b"heather") < PAGE * 10:
        msg = "a page without its people was measured"
        raise AssertionError(msg)
    return took


def _window() -> "Client":
    """Return a signed-in client: sessions, the wall and the base page are in both pages."""
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 -- after Django is set up
    from django.test import Client  # noqa: PLC0415 -- the same

    from clew.ground.accounts.models import Grant, Member, Organisation  # noqa: PLC0415 -- the same

    ours, _made = Organisation.objects.get_or_create(name="Bench (made up)", kind="charity")
    member, made = Member.objects.get_or_create(
        email="bench@clew.invalid", shown_name="Bench", organisation=ours
    )
    if made:
        Grant.objects.create(member=member, role="advocate")
        Authenticator.objects.create(user=member, type="totp", data={"secret": "made up"})
    window = Client(HTTP_HOST="localhost")
    window.force_login(member)
    return window


def _fill(size: int) -> None:
    """Fill both tables with the same made-up texts."""
    from bench.sealed_list_urls import due  # noqa: PLC0415 -- after Django is set up
    from bench.sealed_rows import FIELDS, PlainRow, SealedRow  # noqa: PLC0415 -- after Django is set up
    from clew.ground.vault import keyring, permits  # noqa: PLC0415 -- the same
    from clew.ground.vault.compartments import Compartment  # noqa: PLC0415 -- the same

    SealedRow.objects.all().delete()
    PlainRow.objects.all().delete()
    dice = random.Random(7)
    for first in range(0, size, _BATCH):
        sealed, plain = [], []
        for place in range(first, min(first + _BATCH, size)):
            texts = {name: f"heather {' '.join(dice.choices(_WORDS, k=6))}" for name in FIELDS}
            named = {"code": f"{place:06d}", "due_on": due(place)}
            sealed.append(SealedRow(**named, **texts))
            plain.append(PlainRow(**named, **texts))
        permits.clear()
        keyring.make_many(
            [row.id for row in sealed], [Compartment.IDENTITY, Compartment.OPERATIONS]
        )
        SealedRow.objects.bulk_create(sealed)
        PlainRow.objects.bulk_create(plain)
