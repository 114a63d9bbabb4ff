"""Races of a withdrawal against a release, in the house that is set up. All people are made up.

Both start at one barrier, each in a thread; after the release was first it starts a little later in
the next race, so that both win some and most are close. Who was first is read from the chain of
events, never from a clock. `python -m bench.racing ROUNDS` runs them in a house of its own and
prints the counts.
"""

import dataclasses
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch
from uuid import UUID

if TYPE_CHECKING:
    from clew.ground.accounts.models import Member, Organisation

DAY: Final = date(2026, 3, 16)
_RACES_A_PERSON: Final = 25  # a ledger of a thousand yeses would be measured instead
_PATIENCE_SECONDS: Final = 60


@dataclass(slots=True)
class Counts:
    """How the races ended. `after` is what must never be: released after the withdrawal."""

    races: int = 0
    recalled: int = 0  # the release was first; the withdrawal took it back
    stopped: int = 0  # the withdrawal was first; nothing left
    after: int = 0
    still_readable: int = 0  # somebody's copies are there though their yes is gone
    failed: int = 0
    seconds: float = 0.0
    handicap: float = 0.0  # milliseconds that the release starts later


def race(rounds: int, *, keeper: "Member", to: "Organisation", guarded: bool = True) -> Counts:
    """Run races and count how they ended; with `guarded=False` the check of the gate is off."""
    counts = Counts()
    began = time.perf_counter()
    with _guard(on=guarded):
        person = None
        for number in range(rounds):
            if number % _RACES_A_PERSON == 0:
                person = _somebody(keeper)
            _one(person, keeper, to, counts)
    counts.seconds = time.perf_counter() - began
    return counts


def _one(person: Any, keeper: "Member", to: "Organisation", counts: Counts) -> None:  # noqa: ANN401 -- a model, loaded late
    from clew.ground.vault import permits  # noqa: PLC0415 -- after Django is set up
    from clew.rules.consent.kinds import Kind, Purpose  # noqa: PLC0415 -- the same
    from clew.survivor.consent import actions as consents  # noqa: PLC0415 -- the same
    from clew.survivor.release import actions as release  # noqa: PLC0415 -- the same
    from clew.survivor.release.items import offered  # noqa: PLC0415 -- the same

    consent = consents.record(
        actor=keeper, person=person, recipient=to, kinds=[Kind.IDENTITY],
        purpose=Purpose.INVESTIGATE, from_on=DAY,
    )  # fmt: skip
    person.refresh_from_db(fields=["consent_epoch"])
    epoch = person.consent_epoch
    items = offered(keeper, person, [Kind.IDENTITY])

    def hand_over() -> None:
        time.sleep(counts.handicap / 1000)
        with suppress(release.StaleConsent, release.RefusedNow):  # the withdrawal was first
            release.commit(
                actor=keeper, person=person, items=items, recipient=to,
                purpose=Purpose.INVESTIGATE, on=DAY, epoch=epoch,
            )  # fmt: skip

    def take_back() -> None:
        release.withdraw(actor=keeper, consent=consent)

    failed = len(_together(keeper, [hand_over, take_back]))
    counts.failed += failed
    counts.races += 1
    if failed:  # without the guard the two may wait for each other, and the database ends one
        permits.clear()
        return
    # Up fast and down slowly: on a busy machine the head start that is needed is a long one.
    first = _judge(consent.id, counts)
    counts.handicap = counts.handicap * 1.7 + 1 if first else counts.handicap * 0.7
    permits.clear()


def _together(by: "Member", works: list[Callable[[], None]]) -> list[str]:
    from django.db import connections  # noqa: PLC0415 -- after Django is set up

    from clew.ground.audit.viewer import looking  # noqa: PLC0415 -- the same
    from clew.ground.vault import permits  # noqa: PLC0415 -- the same

    start, failed = threading.Barrier(len(works)), []

    def run(work: Callable[[], None]) -> None:
        try:
            permits.clear()
            start.wait()
            with looking(by):
                work()
        except Exception as error:  # noqa: BLE001 -- counted by the caller
            failed.append(repr(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=_PATIENCE_SECONDS)
    for error in failed:
        print(error, file=sys.stderr)
    return failed


def _judge(consent_id: UUID, counts: Counts) -> bool:
    """Read from ledger and chain how a race ended. Returns whether the release was first."""
    from clew.ground.audit.models import Event  # noqa: PLC0415 -- after Django is set up
    from clew.survivor.consent.models import Withdrawal  # noqa: PLC0415 -- the same
    from clew.survivor.release.models import Release, ReleasedItem  # noqa: PLC0415 -- the same

    def seq(name: str, about: str) -> int:
        rows = Event.objects.filter(name=name).order_by("-seq")[:5]
        return next(row.seq for row in rows if about in bytes(row.body).decode())

    gone = Withdrawal.rows.get(consent=consent_id)
    taken_back = seq("consent.withdrawn", str(gone.id))
    rows = [
        row for row in Release.rows.order_by("-released_at")[:3] if str(consent_id) in row.consents
    ]
    if not rows:
        counts.stopped += 1
    first = False
    for row in rows:
        first = seq("release.committed", str(row.id)) < taken_back
        counts.after += not first
        counts.recalled += row.recalled_at is not None
        counts.still_readable += ReleasedItem.rows.filter(release=row).exists()
    return first


@contextmanager
def _guard(*, on: bool) -> Iterator[None]:
    """Leave the gate as it is, or let it believe that what was agreed is still agreed."""
    from clew.rules.consent.deciding import Allowed  # noqa: PLC0415 -- beside the gate
    from clew.survivor.consent.queries import of_whoever  # noqa: PLC0415 -- after Django is set up
    from clew.survivor.release import actions as release  # noqa: PLC0415 -- the same

    def believing(*, person: Any, **_said: object) -> Allowed:  # noqa: ANN401 -- a model
        return Allowed((of_whoever(person)[-1].id,))

    if on:
        yield
        return
    with patch.object(release, "check_still_agreed", believing):
        yield


def _somebody(keeper: "Member") -> Any:  # noqa: ANN401 -- a model, loaded late
    from clew.survivor.people import actions as people  # noqa: PLC0415 -- after Django is set up

    return people.write_down(actor=keeper, on=DAY, known={"full_name": "Made Up"})


def main(rounds: int) -> None:
    """Run the races in a house of its own, guarded and not, and print the counts as JSON."""
    with tempfile.TemporaryDirectory(prefix="clew-races-") as folder:
        os.environ |= {"CLEW_DATA": folder, "CLEW_MODE": "real"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "clew.site.settings"
        import django  # noqa: PLC0415 -- reads the environment set above

        from clew.site import house  # noqa: PLC0415 -- the same

        Path(folder).chmod(0o700)
        house.make_folders(house.here())
        django.setup()
        house.bring_up_to_date()
        from clew.ground.accounts.models import (  # noqa: PLC0415 -- after Django is set up
            Grant,
            Member,
            Organisation,
        )

        ours = Organisation.objects.create(name="Bench (made up)", kind="charity")
        to = Organisation.objects.create(name="Bench police (made up)", kind="police")
        keeper = Member.objects.create(
            email="bench@clew.invalid", shown_name="Bench", organisation=ours
        )
        Grant.objects.create(member=keeper, role="advocate")
        from clew.ground.audit.chain import House  # noqa: PLC0415 -- after Django is set up
        from clew.ground.audit.viewer import looking  # noqa: PLC0415 -- the same

        with looking(House()):
            guarded = race(rounds, keeper=keeper, to=to)
            control = race(max(rounds // 10, 20), keeper=keeper, to=to, guarded=False)
        found = {"guarded": guarded, "control": control}
        print(json.dumps({name: dataclasses.asdict(counts) for name, counts in found.items()}))
        from django.db import connections  # noqa: PLC0415 -- after Django is set up

        connections.close_all()


if __name__ == "__main__":
    main(int(sys.argv[1]))
