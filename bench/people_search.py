"""Finding somebody by name among people whose names are sealed, beside opening all the names.

Both are asked in the same process on the same SQLite database, by a case lead who may see
everybody. Ours derives tokens, asks the index, commits the trace, opens whoever was found and looks
again. The peer is what is left without an index: open every name and compare.
"""

import os
import random
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench import machine, one_call
from bench.drawing import draw_lines

if TYPE_CHECKING:
    from clew.ground.accounts.models import Member

SIZES: Final = (1_000, 10_000, 100_000)
QUICK: Final = (100, 200, 400)
SEARCHES: Final = 100
SCANS: Final = 3
_BATCH: Final = 1_000
_MEBIBYTE: Final = 1 << 20
_SYLLABLES: Final = ("ma", "re", "lo", "ki", "na", "ta", "du", "so", "vi", "be", "ja", "ru")
_FOLDER: Final = one_call.ROOT / "docs" / "reference" / "benchmarks"
Row = tuple[int, float, float, float, int]


def run(day: date, quick: bool) -> None:  # noqa: FBT001 -- the two words of the command line
    """Measure, print the table and, unless `quick`, write the page and the plot."""
    with tempfile.TemporaryDirectory(prefix="clew-bench-") as folder:
        _open_house(Path(folder))
        rows = [_measured(size) for size in (QUICK if quick else SIZES)]
    lines = list(_table(rows))
    print("\n".join(lines))
    if not quick:
        _write(day, lines, rows)


def _open_house(folder: Path) -> None:
    """Make an empty house for this run alone."""
    os.environ["CLEW_DATA"] = str(folder)
    os.environ["CLEW_MODE"] = "real"
    os.environ["DJANGO_SETTINGS_MODULE"] = "clew.site.settings"
    import django  # noqa: PLC0415 -- reads the environment set above

    from clew.site import house  # noqa: PLC0415 -- the same

    house.make_folders(house.here())
    django.setup()
    house.bring_up_to_date()


def _measured(size: int) -> Row:
    """Return the size, median and 95th percentile of ours, the peer's median, and our memory."""
    from clew.ground.vault import permits  # noqa: PLC0415 -- after Django is set up
    from clew.survivor.people import search  # noqa: PLC0415 -- the same

    print(f"{size:,} people …", file=sys.stderr, flush=True)
    lead = _lead()
    names = _fill(lead, size)
    wanted = random.Random(size).choices(names, k=SEARCHES)

    def found(name: str) -> None:
        permits.clear()
        if not any(person.full_name == name for person in search.find(lead, name.upper())):
            msg = "somebody was not found"
            raise AssertionError(msg)

    found(wanted[0])  # what is read once in a process is read here
    ours = sorted(_seconds(found, name) for name in wanted)
    scans = [_seconds(lambda name: _scanned(lead, name), name) for name in wanted[:SCANS]]
    tracemalloc.start()
    found(wanted[1])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return (
        size,
        statistics.median(ours),
        ours[len(ours) * 95 // 100],
        statistics.median(scans),
        peak,
    )


def _seconds(act: Callable[[str], None], name: str) -> float:
    began = time.perf_counter()
    act(name)
    return time.perf_counter() - began


def _scanned(lead: "Member", name: str) -> None:
    """Open every name and compare: one trace, and the keys fetched in pages."""
    from clew.ground.audit import reads  # noqa: PLC0415 -- after Django is set up
    from clew.ground.vault import keyring, permits  # noqa: PLC0415 -- the same
    from clew.ground.vault.compartments import Compartment  # noqa: PLC0415 -- the same
    from clew.survivor.people.queries import visible_to  # noqa: PLC0415 -- the same

    permits.clear()
    parts = [Compartment.IDENTITY]
    people = list(visible_to(lead))
    reads.record(
        actor=lead, name="people.searched", compartments=parts, opening=[p.id for p in people]
    )
    for first in range(0, len(people), _BATCH):
        page = people[first : first + _BATCH]
        keyring.warm([person.id for person in page], parts)
        if any(person.full_name == name for person in page):
            pass  # the others could have this name too
    permits.clear()


def _lead() -> "Member":
    from clew.ground.accounts.models import Grant, Member, Organisation  # noqa: PLC0415 -- after Django is set up

    ours, _made = Organisation.objects.get_or_create(name="Bench (made up)", kind="charity")
    member, made = Member.objects.get_or_create(
        email="bench@clew.invalid", shown_name="Bench", organisation=ours
    )
    if made:
        Grant.objects.create(member=member, role="case_lead")
    return member


def _fill(lead: "Member", size: int) -> list[str]:
    """Write made-up people down, with their tokens; returns their names."""
    from clew.ground.vault import keyring, permits  # noqa: PLC0415 -- after Django is set up
    from clew.ground.vault.compartments import Compartment  # noqa: PLC0415 -- the same
    from clew.survivor.people.finding import Field, tokens_of  # noqa: PLC0415 -- the same
    from clew.survivor.people.models import Person, Token  # noqa: PLC0415 -- the same

    there = Person.rows.count()
    dice, names = random.Random(7 + there), []
    for first in range(there, size, _BATCH):
        people = []
        for _ in range(first, min(first + _BATCH, size)):
            words = ("".join(dice.choices(_SYLLABLES, k=3)).capitalize() for _ in range(2))
            names.append(" ".join(words))
            people.append(Person(organisation_id=lead.organisation_id, full_name=names[-1]))
        permits.clear()
        keyring.make_many([person.id for person in people], [Compartment.IDENTITY])
        Person.rows.bulk_create(people)
        Token.rows.bulk_create(
            Token(person=person, field=Field.NAME.value, token=token)
            for person, name in zip(people, names[-len(people) :], strict=True)
            for token in tokens_of(lead.organisation_id, Field.NAME, name)
        )
    permits.clear()
    return names


def _table(rows: Sequence[Row]) -> Iterator[str]:
    yield "| people | by the index, median | 95 of 100 within | opening all the names | memory |"
    yield "|---:|---:|---:|---:|---:|"
    for size, median, high, scan, peak in rows:
        yield (
            f"| {size:,} | {median * 1000:.1f} ms | {high * 1000:.1f} ms | {scan * 1000:,.0f} ms "
            f"| {peak / _MEBIBYTE:.1f} MiB |"
        )


_PAGE: Final = """\
# Finding somebody by name

A case lead looks for a whole name, typed in capitals, among people whose names are sealed: tokens
are derived, the index asked, the trace committed to the disk, whoever was found opened and looked
at again. The peer, in the same run, is what is left without an index: opening every name.

{lines}

![Milliseconds a search by number of people](people-search.svg)

- **Time**: wall clock; {searches} searches, and {scans} openings of everybody, in one process on
  SQLite with a write-ahead log and `synchronous=FULL`.
- **Memory**: the most that Python held while one search was made.
- **Machine**: {machine}.
- **Measured on** {day}. To measure anew: `./clew bench people-search`.
"""


def _write(day: date, lines: Sequence[str], rows: Sequence[Row]) -> None:
    _FOLDER.mkdir(parents=True, exist_ok=True)
    draw_lines(
        _FOLDER / "people-search.svg",
        {
            "by the index": [(row[0], row[1] * 1000) for row in rows],
            "opening all the names": [(row[0], row[3] * 1000) for row in rows],
        },
        title="Finding one name",
        across="people",
        up="milliseconds a search",
    )
    page = _PAGE.format(
        lines="\n".join(lines), searches=SEARCHES, scans=SCANS, machine=machine.described(),
        day=day.isoformat(),
    )  # fmt: skip
    (_FOLDER / "people-search.md").write_text(page, encoding="utf-8")
