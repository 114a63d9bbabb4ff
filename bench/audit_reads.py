"""Fifty readers at once, each opening a person's record with its trace, beside two peers.

One reading is what every page of a person begins with: the person by their code, if they are the
reader's to see, asked through the ORM's prepared queries; the event committed to the disk; the key
fetched and unwrapped; one sealed field opened. The peers, in the same run: the same with a
transaction for each event (what one writes first), and the same with no trace at all.
"""

import os
import resource
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from bench.machine import described
from bench.made_up_events import write_many
from clew.site import one_processor

if TYPE_CHECKING:
    from clew.ground.accounts.models import Member
    from clew.survivor.people.models import Person

SIZES: Final = (0, 10_000, 100_000)  # events that are there already
QUICK: Final = (0, 500, 1_000)
THREADS: Final = 50
EACH: Final = 60
QUICK_EACH: Final = 8
PEOPLE: Final = 200
FROM: Final = date(2026, 1, 1)
PAGE: Final = Path(__file__).parents[1] / "docs/reference/benchmarks/audited-reads.md"


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of one way of reading."""

    a_second: float
    p95: float  # milliseconds


def run(day: date, quick: bool) -> None:  # noqa: FBT001 -- the two words of the command line
    """Measure, print the table and, unless `quick`, write the page."""
    # On one processor, as what serves a house is.
    with tempfile.TemporaryDirectory(prefix="clew-bench-") as folder, one_processor.on_one(0):
        open_house(Path(folder))
        caseload = _caseload()
        lines = [
            "| events before | ours | p95 | a transaction each | p95 | no trace | p95 |",
            "|---:|---:|---:|---:|---:|---:|---:|",
        ]
        for size in QUICK if quick else SIZES:
            print(f"{size:,} events …", file=sys.stderr, flush=True)
            write_many(size, [person.id for person in caseload.people])
            lines.append(_row(size, caseload, QUICK_EACH if quick else EACH))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        lines += ["", f"Peak memory of the process: {peak:,.0f} MiB."]
        print("\n".join(lines))
        if not quick:
            PAGE.write_text(_page(day, lines), encoding="utf-8")


def open_house(folder: Path) -> None:
    """Make an empty house for this run alone."""
    os.environ["CLEW_DATA"] = str(folder)
    os.environ["CLEW_MODE"] = "real"
    os.environ["DJANGO_SETTINGS_MODULE"] = "clew.site.settings"
    import django  # noqa: PLC0415 -- reads the environment set above

    from clew.site import house  # noqa: PLC0415 -- the same

    house.make_folders(house.here())
    django.setup()
    house.bring_up_to_date()


@dataclass(frozen=True, slots=True)
class Caseload:
    """Who reads, and the people they stand by."""

    reader: "Member"
    people: list["Person"]


def _caseload() -> Caseload:
    """Write people down, with a name under a key of their own, and somebody who stands by them."""
    from clew.ground.accounts.models import Grant, Member, Organisation  # noqa: PLC0415 -- after Django is set up
    from clew.ground.vault import keyring, permits  # noqa: PLC0415 -- the same
    from clew.ground.vault.compartments import Compartment  # noqa: PLC0415 -- the same
    from clew.survivor.people.models import Keeper, Person  # noqa: PLC0415 -- the same

    ours = Organisation.objects.create(name="Bench (made up)", kind="charity")
    rows = [
        Person(organisation=ours, code=f"{number:06d}", full_name="made up")
        for number in range(PEOPLE)
    ]
    keyring.make_many([row.id for row in rows], [Compartment.IDENTITY])
    Person.rows.bulk_create(rows)
    reader = Member.objects.create(
        email="bench@clew.invalid", shown_name="Bench (made up)", organisation=ours
    )
    Grant.objects.create(member=reader, role="advocate")
    Keeper.rows.bulk_create([Keeper(person=row, member=reader, starts_on=FROM) for row in rows])
    permits.clear()
    return Caseload(Member.objects.get(id=reader.id), rows)


def _row(size: int, caseload: Caseload, each: int) -> str:
    from clew.ground.audit import reads  # noqa: PLC0415 -- after Django is set up

    untraced = _measured(caseload, each, _without_trace)
    single = _measured(caseload, max(each // 4, 4), _with_trace)
    reads.start_writer()
    ours = _measured(caseload, each, _with_trace)
    reads.stop_writer()
    cells = [f"{one.a_second:,.0f}/s | {one.p95:,.0f} ms" for one in (ours, single, untraced)]
    return f"| {size:,} | {' | '.join(cells)} |"


def _with_trace(reader: "Member", person: UUID) -> None:
    from clew.ground.audit import reads  # noqa: PLC0415 -- after Django is set up
    from clew.ground.vault.compartments import Compartment  # noqa: PLC0415 -- the same

    reads.record(
        actor=reader, name="case.opened", subjects=[person], compartments=[Compartment.IDENTITY]
    )


def _without_trace(_reader: "Member", person: UUID) -> None:
    from clew.ground.vault import permits  # noqa: PLC0415 -- after Django is set up
    from clew.ground.vault.compartments import Compartment  # noqa: PLC0415 -- the same

    permits.grant([person], [Compartment.IDENTITY])


def _measured(
    caseload: Caseload, each: int, leave_trace: Callable[["Member", UUID], None]
) -> Measured:
    from django.db import connections  # noqa: PLC0415 -- after Django is set up

    from clew.ground.vault import permits  # noqa: PLC0415 -- the same
    from clew.survivor.people.queries import person_for  # noqa: PLC0415 -- the same

    reader, codes = caseload.reader, [person.code for person in caseload.people]
    took: list[float] = []
    start = threading.Barrier(THREADS + 1)

    def read(number: int) -> None:
        person_for(reader, codes[number])  # the connection is opened before the clock starts
        start.wait()
        for turn in range(each):
            code = codes[(number * 7 + turn) % PEOPLE]
            began = time.perf_counter()
            permits.clear()
            row = person_for(reader, code)
            leave_trace(reader, row.id)
            if row.full_name != "made up":
                msg = "a page without its person was measured"
                raise AssertionError(msg)
            took.append(time.perf_counter() - began)
        connections.close_all()

    threads = [threading.Thread(target=read, args=[number]) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    whole = time.perf_counter() - began
    if len(took) != THREADS * each:
        msg = "a reader failed"
        raise AssertionError(msg)
    return Measured(len(took) / whole, statistics.quantiles(took, n=20)[-1] * 1000)


def _page(day: date, lines: list[str]) -> str:
    return "\n".join(
        [
            "# The price of a trace",
            "",
            f"{(__doc__ or '').partition(chr(10) * 2)[2].strip()}",
            "",
            *lines,
            "",
            f"- **Time**: wall clock, {THREADS} threads, one process, SQLite with a write-ahead",
            "  log and `synchronous=FULL`: the flush of the trace to the disk is in it.",
            f"- **Machine**: {described()}.",
            f"- **Measured on** {day.isoformat()}. To measure anew: `./clew bench audit`.",
            "",
        ]
    )
