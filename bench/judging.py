"""Looks into a house that is served, past its pages: what is there of what it acknowledged.

`python -m bench.judging` answers one question after the other, each a line of JSON with the tokens
of forms and the ids of rows that were acknowledged. Between questions it holds no connection: one
that is held through a kill would do the recovering that the house is measured by.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

_PATIENCE: Final = 30  # seconds, for forms and events that are still under way


def judge(asked: dict[str, Any]) -> dict[str, Any]:
    """Return what is not there of what was acknowledged, what there is, and if all is whole."""
    from clew.ground.audit import queries, whole  # noqa: PLC0415 -- after Django is set up
    from clew.ground.audit.chain import House  # noqa: PLC0415 -- the same
    from clew.ground.audit.viewer import looking  # noqa: PLC0415 -- the same
    from clew.support.casework.models import Note, NoteVersion  # noqa: PLC0415 -- the same
    from clew.survivor.people.models import Person  # noqa: PLC0415 -- the same

    with looking(House()):
        if asked.get("at_the_end"):
            _wait_until(lambda: not queries.waiting() and not set(asked["forms"]) - _done())
        done = _done()
        notes = set(map(str, Note.rows.values_list("id", flat=True)))
        people = dict(Person.rows.values_list("code", "id"))
        found = whole.verified(whole.kept_heads())
        return {
            "forms_lost": sorted(set(asked["forms"]) - done),
            "rows_lost": sorted(set(asked["rows"]) - notes - set(people)),
            "forms": len(done),
            "rows": len(notes) + len(people),
            "torn": _torn(people.values(), len(notes), NoteVersion.rows.count()),
            "broken": found.because,
            "events": found.events + queries.waiting(),
        }


def _torn(people: Any, notes: int, texts: int) -> int:  # noqa: ANN401 -- a view of a dictionary
    """Count people without a key or without a trace, and notes without their text."""
    from clew.ground.audit.models import Counter, Waiting  # noqa: PLC0415 -- after Django is set up
    from clew.ground.vault.models import DataKey  # noqa: PLC0415 -- the same

    wanted = set(people)
    keyless = wanted - set(DataKey.objects.values_list("subject", flat=True))
    traced = set(Counter.objects.values_list("subject", flat=True))
    for body in Waiting.objects.values_list("body", flat=True):
        traced |= {UUID(one) for one in json.loads(bytes(body))["subjects"]}
    return len(keyless) + len(wanted - traced) + abs(notes - texts)


def _done() -> set[str]:
    """Return the tokens of all forms that were carried out."""
    from clew.ground.audit.models import Once  # noqa: PLC0415 -- after Django is set up

    return set(map(str, Once.objects.values_list("token", flat=True)))


def _wait_until(quiet: Callable[[], bool]) -> None:
    """Wait until nothing is under way any more. What takes longer is told as it is then."""
    ends = time.monotonic() + _PATIENCE
    while not quiet() and time.monotonic() < ends:
        time.sleep(0.1)


def main() -> None:
    """Answer each line until there is none."""
    import django  # noqa: PLC0415 -- reads the environment

    django.setup()
    from django.db import connections  # noqa: PLC0415 -- after Django is set up

    from clew.site import house  # noqa: PLC0415 -- the same

    house.open_beside()
    connections.close_all()
    for line in sys.stdin:
        said = judge(json.loads(line))
        connections.close_all()
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main()
