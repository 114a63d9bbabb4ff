"""One step of a screening interview, beside a house in which many screenings are stored.

Whole pages of the application, asked in one process: session, sign-in, the wall, the page. A step
carries half of the longest set, each answer with words. The peer in the same run is the page of
somebody who is not signed in, which keeps nothing and asks no database about people. Two more are
measured beside it: keeping the same talk for later, which seals and leaves a trace on the disk, and
a person's history of ten talks, which opens them.
"""

import gc
import os
import statistics
import sys
import tempfile
import time
import tracemalloc
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bench.peak import peak_bytes

if TYPE_CHECKING:
    from django.test import Client

    from clew.ground.accounts.models import Member
    from clew.survivor.people.models import Person

SIZES: Final = (1_000, 10_000, 100_000)
QUICK: Final = (20, 40, 80)
STEPS: Final = 300
QUICK_STEPS: Final = 6
TALKS: Final = 10  # of one person
SET: Final = "ilo-delphi-adults-labour"
WORDS: Final = "They said I would cook. It was mushrooms, every day, until it was dark."
_BATCH: Final = 2_000
_FIRST: Final = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured at one size: milliseconds of each kind of page, and memory."""

    screenings: int
    step: tuple[float, ...]
    alone: tuple[float, ...]
    later: tuple[float, ...]
    history: tuple[float, ...]
    page_bytes: int
    peak_bytes: int


def run(day: date, quick: bool) -> None:  # noqa: FBT001 -- the two words of the command line
    """Measure, print the table and, unless `quick`, write the page and the plot."""
    from bench import screening_step_page  # noqa: PLC0415 -- it draws

    rows = measured(QUICK if quick else SIZES, QUICK_STEPS if quick else STEPS)
    lines = screening_step_page.table(rows)
    print("\n".join(lines))
    if not quick:
        screening_step_page.write(day, lines, rows, steps=STEPS)


def measured(sizes: Sequence[int], steps: int) -> list[Row]:
    """Measure every size in a house of its own."""
    with tempfile.TemporaryDirectory(prefix="clew-bench-") as folder:
        _open_house(Path(folder))
        rows, stored = [], 0
        for size in sizes:
            print(f"{size:,} screenings …", file=sys.stderr, flush=True)
            rows.append(_at(size, stored, steps))
            stored = size
    return rows


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


def _at(size: int, stored: int, steps: int) -> Row:
    from django.test import Client  # noqa: PLC0415 -- after Django is set up

    member = _worker()
    person = _fill(member, size, stored)
    window, stranger = _window(member), Client(HTTP_HOST="localhost")
    answers = _answers()

    def step(who: "Client") -> Callable[[int], None]:
        return lambda at: _asked(who, f"/screen/{SET}/interview/", _at_question(answers, at))

    def later(at: int) -> None:
        sent = _at_question(answers, at) | {"go": "later", "t-id": str(uuid.uuid4())}
        sent |= {"t-person": person.code}  # one and the same person: nobody is written down
        answer = window.post(f"/screen/{SET}/later/", sent)
        _must(answer.status_code == HTTPStatus.FOUND)

    def history(_at: int) -> None:
        answer = window.get(f"/screen/people/{person.code}/")
        _must(answer.status_code == HTTPStatus.OK and WORDS.encode() in answer.content)

    kinds: list[Callable[[int], None]] = [step(window), step(stranger), later, history]
    for kind in kinds:
        kind(0)  # what is read once in a process is read here
    times: list[list[float]] = [[] for _ in kinds]
    for at in range(steps):
        for kind, found in zip(kinds, times, strict=True):
            found.append(_milliseconds(kind, at))
    tracemalloc.start()
    kinds[0](0)
    page = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    stepped, alone, put_by, told = (tuple(found) for found in times)
    return Row(size, stepped, alone, put_by, told, page, peak_bytes())


def _milliseconds(act: Callable[[int], None], at: int) -> float:
    from clew.ground.vault import permits  # noqa: PLC0415 -- after Django is set up

    permits.clear()
    gc.collect()
    began = time.perf_counter()
    act(at)
    return (time.perf_counter() - began) * 1000


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of the values lies; of two values the second."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def median(values: Sequence[float]) -> float:
    """Return the middle of the values."""
    return statistics.median(values)


def _asked(who: "Client", path: str, sent: Mapping[str, str]) -> None:
    answer = who.post(path, sent)
    _must(answer.status_code == HTTPStatus.OK and b'name="choice"' in answer.content)


def _must(right: bool) -> None:  # noqa: FBT001 -- one word says it
    if not right:
        msg = "a page that is not the page was measured"
        raise AssertionError(msg)


def _answers() -> dict[str, str]:
    """Return what a page carries in the middle of the longest set."""
    from clew.recognise.screening.interview import Interview  # noqa: PLC0415 -- after Django is set up
    from clew.rules.indicators.instruments import instrument  # noqa: PLC0415 -- the same

    order = Interview(instrument(SET)).order
    half = [item.id for item in order[: len(order) // 2]]
    choices = ("present", "absent", "not_sure", "not_said")
    carried = {f"a-{name}": choices[place % 4] for place, name in enumerate(half)}
    words = {f"w-{name}": WORDS for name in half}
    return carried | words | {"t-id": str(uuid.uuid4()), "t-age": "adult"}


def _at_question(answers: Mapping[str, str], at: int) -> dict[str, str]:
    """Return what is sent when one question was answered."""
    from clew.recognise.screening.interview import Interview  # noqa: PLC0415 -- after Django is set up
    from clew.rules.indicators.instruments import instrument  # noqa: PLC0415 -- the same

    order = Interview(instrument(SET)).order
    asked = order[len(order) // 2 + at % (len(order) // 2 - 1)].id
    return {**answers, "at": asked, "choice": "present", "words": WORDS, "go": "next"}


def _worker() -> "Member":
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 -- after Django is set up

    from clew.ground.accounts.models import Grant, Member, Organisation  # noqa: PLC0415 -- the same

    ours, _made = Organisation.objects.get_or_create(name="Bench (made up)", kind="charity")
    member, made = Member.objects.get_or_create(
        email="bench@clew.invalid", shown_name="Bench", organisation=ours
    )
    if made:
        Grant.objects.create(member=member, role="advocate")
        Authenticator.objects.create(user=member, type="totp", data={"secret": "made up"})
    return member


def _window(member: "Member") -> "Client":
    from django.test import Client  # noqa: PLC0415 -- after Django is set up

    from clew.ground.accounts.stepping_up import SHOWN  # noqa: PLC0415 -- the same

    window = Client(HTTP_HOST="localhost")
    window.force_login(member)
    session = window.session
    session[SHOWN] = time.time()
    session.save()
    return window


def _fill(member: "Member", size: int, stored: int) -> "Person":
    """Store screenings until there are `size`, ten of each person; return one of the people."""
    from clew.ground.vault import keyring, permits  # noqa: PLC0415 -- after Django is set up
    from clew.ground.vault.compartments import Compartment  # noqa: PLC0415 -- the same
    from clew.recognise.screening.models import Screening  # noqa: PLC0415 -- the same
    from clew.survivor.people.models import Keeper, Person  # noqa: PLC0415 -- the same

    organisation = member.organisation
    for first in range(stored, size, _BATCH):
        count = min(_BATCH, size - first)
        people = [Person(organisation=organisation) for _ in range(max(count // TALKS, 1))]
        permits.clear()
        keyring.make_many([person.id for person in people], [Compartment.TESTIMONY])
        Person.rows.bulk_create(people)
        Keeper.rows.bulk_create(
            Keeper(person=person, member=member, starts_on=_FIRST) for person in people
        )
        said = _said()
        Screening.rows.bulk_create(
            Screening(
                person=people[place % len(people)],
                owner=member,
                organisation=organisation,
                instrument=SET,
                instrument_version="made up",
                said=said,
                answered=len(said["choices"]),
                started_on=_FIRST + timedelta(days=place // len(people)),
                talk=uuid.uuid4(),
            )
            for place in range(count)
        )
    found: Person = people[0]
    return found


def _said() -> dict[str, Any]:
    answers = _answers()
    return {
        "choices": {name[2:]: value for name, value in answers.items() if name[:2] == "a-"},
        "words": {name[2:]: value for name, value in answers.items() if name[:2] == "w-"},
        "about": {"age": "adult"},
    }
