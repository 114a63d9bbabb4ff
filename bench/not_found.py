"""Whether the clock tells somebody else's file from one that is not there.

One advocate, signed in, asks by turns for the file of a person whom another charity knows and for
a code that nobody has. Both answer 404 with the same bytes; here their times are compared. *Told
apart* is how often the slower of a random pair is the one that exists: 50 % is chance. The control
is a room that fetches the row first, opens the name and asks then whose it is.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from bench.audit_reads import open_house
from bench.machine import described

SIZES: Final = (100, 1_000, 10_000)  # people that the other charity knows
QUICK: Final = (20, 40, 60)
TURNS: Final = 1_500
QUICK_TURNS: Final = 60
_CODES: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PAGE: Final = Path(__file__).parents[1] / "docs/reference/benchmarks/not-found.md"


def run(day: date, quick: bool) -> None:  # noqa: FBT001 -- the two words of the command line
    """Measure, print the table and, unless `quick`, write the page."""
    lines = [
        "| people elsewhere | somebody else's | nobody's | told apart | control: told apart |",
        "|---:|---:|---:|---:|---:|",
    ]
    with tempfile.TemporaryDirectory(prefix="clew-bench-") as folder:
        open_house(Path(folder))
        client, foreign = _set_up()
        for size in QUICK if quick else SIZES:
            print(f"{size:,} people …", file=sys.stderr, flush=True)
            _know(size, foreign)
            lines.append(_row(size, client, QUICK_TURNS if quick else TURNS))
    print("\n".join(lines))
    if not quick:
        PAGE.write_text(_page(day, lines), encoding="utf-8")


def _set_up() -> tuple[Any, Any]:
    """Make two charities; return the browser of an advocate of one, and one of the other."""
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 -- after Django is set up
    from django.conf import settings  # noqa: PLC0415 -- the same
    from django.test import Client  # noqa: PLC0415 -- the same

    from clew.ground.accounts.models import (  # noqa: PLC0415 -- the same
        Grant,
        Member,
        Organisation,
    )

    settings.ALLOWED_HOSTS = ["localhost"]
    members = []
    for name in ("Bench", "Elsewhere"):
        ours = Organisation.objects.create(name=f"{name} (made up)", kind="charity")
        made = Member.objects.create(
            email=f"{name.lower()}@clew.invalid", shown_name=name, organisation=ours
        )
        Grant.objects.create(member=made, role="advocate")
        members.append(made)
    Authenticator.objects.create(
        user=members[0], type=Authenticator.Type.TOTP, data={"secret": "made up"}
    )
    _know(1, members[1])
    client = Client(HTTP_HOST="localhost")
    client.force_login(members[0])
    return client, members[1]


def _know(size: int, keeper: Any) -> None:  # noqa: ANN401 -- a model, loaded late
    from clew.survivor.people import actions as people  # noqa: PLC0415 -- after Django is set up
    from clew.survivor.people.models import Person  # noqa: PLC0415 -- the same

    for _ in range(size - Person.rows.count()):
        people.write_down(actor=keeper, on=date(2026, 3, 16), known={"full_name": "Made Up"})


def _row(size: int, client: Any, turns: int) -> str:  # noqa: ANN401 -- the same
    foreign, nobody, apart = _measured(client, turns)
    with patch("clew.survivor.people.pages.kept_person_for", _looks_first):
        control = _measured(client, turns)[2]
    return f"| {size:,} | {foreign:.2f} ms | {nobody:.2f} ms | {apart:.1%} | {control:.1%} |"


def _looks_first(actor: Any, code: str) -> Any:  # noqa: ANN401 -- a model, loaded late
    """Fetch somebody, and ask then who stands by them: what a first draft does."""
    from clew.ground.audit import reads  # noqa: PLC0415 -- after Django is set up
    from clew.ground.audit.chain import House  # noqa: PLC0415 -- whom the brake does not hold
    from clew.ground.vault.compartments import Compartment  # noqa: PLC0415 -- the same
    from clew.survivor.people.models import Person  # noqa: PLC0415 -- the same
    from clew.survivor.people.queries import NoSuchPerson  # noqa: PLC0415 -- the same

    person = Person.rows.filter(code=code).first()
    if person is None:
        raise NoSuchPerson
    reads.record(
        actor=House(), name="person.read", subjects=[person.id], compartments=[Compartment.IDENTITY]
    )
    if person.full_name and person.organisation_id != actor.organisation_id:
        raise NoSuchPerson
    return person


def _measured(client: Any, turns: int) -> tuple[float, float, float]:  # noqa: ANN401 -- a client
    """Return both medians in milliseconds, and how often a pair is told apart."""
    from clew.survivor.people.models import Person  # noqa: PLC0415 -- after Django is set up

    codes = list(Person.rows.order_by("?").values_list("code", flat=True)[:turns])
    dice = random.Random(7)
    took: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(2 * turns):
        exists = turn % 2 == 0
        made_up = "".join(dice.choices(_CODES, k=6))
        code = codes[(turn // 2) % len(codes)] if exists else made_up
        began = time.perf_counter()
        answer = client.get(f"/people/{code}/edit/")
        took[exists].append((time.perf_counter() - began) * 1000)
        if answer.status_code != HTTPStatus.NOT_FOUND:
            where = answer.headers.get("Location", "")
            msg = f"the page answered {answer.status_code} {where}, wanted 404"
            raise AssertionError(msg)
    pairs = [(dice.choice(took[True]), dice.choice(took[False])) for _ in range(20_000)]
    slower = sum(one > other for one, other in pairs) / len(pairs)
    return statistics.median(took[True]), statistics.median(took[False]), max(slower, 1 - slower)


def _page(day: date, lines: list[str]) -> str:
    return "\n".join(
        [
            "# Somebody else's, and nobody's",
            "",
            f"{(__doc__ or '').partition(chr(10) * 2)[2].strip()}",
            "",
            *lines,
            "",
            "- **Time**: wall clock of the whole answer inside one process, without a network,",
            f"  whose own noise hides more; {TURNS:,} of each, by turns. Medians.",
            f"- **Machine**: {described()}, {os.cpu_count()} processors seen.",
            f"- **Measured on** {day.isoformat()}. To measure anew: `./clew bench not-found`.",
            "",
        ]
    )
