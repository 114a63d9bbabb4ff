"""Five hundred random alterations of a house's audit, each verified: none may stay unseen."""

import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Final

from bench.audit_reads import open_house

MANY: Final = 500
QUICK: Final = 28
EVENTS: Final = 200
PEOPLE: Final = 12


def run(day: date, quick: bool) -> None:  # noqa: FBT001 -- the two words of the command line
    """Alter, verify and print what was missed. Exit 1 when anything was."""
    del day
    with tempfile.TemporaryDirectory(prefix="clew-bench-") as folder:
        open_house(Path(folder))
        from bench import altering  # noqa: PLC0415 -- after Django is set up
        from clew.ground.audit.append_only import guards  # noqa: PLC0415 -- the same

        make_house(PEOPLE, EVENTS)
        from django.db import connection  # noqa: PLC0415 -- after Django is set up

        with connection.cursor() as cursor:
            for _, guard in guards():
                for statement in guard.dropped(connection.vendor):
                    cursor.execute(statement)
        many = QUICK if quick else MANY
        began = time.perf_counter()
        missed = altering.unfound(many, seed=7)
        took = time.perf_counter() - began
    print(f"{many} alterations of {len(altering.ALTERATIONS)} kinds, {len(missed)} not found, "
          f"{took:.0f} s")  # fmt: skip
    for name in missed:
        print(name)
    if missed:
        sys.exit(1)


def make_house(people: int, events: int) -> None:
    """Write people down through their room's action, read them, and sign a head."""
    from bench.made_up_events import write_many  # noqa: PLC0415 -- after Django is set up
    from clew.ground.accounts.models import Grant, Member, Organisation  # noqa: PLC0415 -- the same
    from clew.ground.audit import heads  # noqa: PLC0415 -- the same
    from clew.survivor.people.actions import write_down  # noqa: PLC0415 -- the same

    ours = Organisation.objects.create(name="Bench (made up)", kind="charity")
    member = Member.objects.create(email="b@clew.invalid", shown_name="Bench", organisation=ours)
    Grant.objects.create(member=member, role="advocate")
    known = {"full_name": "made up", "called": "made"}
    made = [write_down(actor=member, on=date(2026, 3, 16), known=known) for _ in range(people)]
    write_many(events, [person.id for person in made])
    heads.latest_signed()
