"""Forgetting a person, step by step. The house's clock does it; nobody presses a last button.

Journal, destroy the keys, delete the rows, mark: each step is committed before the next begins, and
each may be done again. A process that is killed anywhere between is taken up where it stood.
"""

from datetime import date, datetime

from clew.ground.audit.chain import House
from clew.ground.audit.writing import changes
from clew.ground.vault import shredding
from clew.survivor.people.models import Person
from clew.survivor.release.actions import recall_everything
from clew.survivor.rights.holding import held, hold_waits
from clew.survivor.rights.models import Erasure
from clew.survivor.rights.rooms import keys_of, rooms
from clew.survivor.rights.states import UNDER_WAY, Erasing

PURPOSE = "erasure"


def carry_out_due(*, on: date, at: datetime) -> int:
    """Take every erasure as far as it may go today. Returns how many were finished.

    Raises:
        KeyLingers: the bytes of a key could not be wiped yet; the next turn does it.
    """
    for row in _in(Erasing.CONFIRMED, Erasing.RESTRICTED):
        if row.cools_until <= on:
            _begin_or_restrict(row, at)
    finished = 0
    for row in _in(*UNDER_WAY):
        finish(row, at=at)
        finished += 1
    return finished


def finish(erasure: Erasure, *, at: datetime) -> None:
    """Finish an erasure that has begun, from wherever it stands."""
    if erasure.state == Erasing.BEGUN:
        shredding.finish(keys_of(erasure.person))
        with changes(actor=House(), purpose=PURPOSE) as trace:
            _step(erasure, Erasing.SHREDDED)
            trace.record("erasure.shredded", about=erasure, subjects=[erasure.person_id])
    if erasure.state == Erasing.SHREDDED:
        with changes(actor=House(), purpose=PURPOSE) as trace:
            for room in rooms():
                room.erase(erasure.person)
            Person.rows.filter(id=erasure.person_id).update(erased_at=at, restricted_at=None)
            _step(erasure, Erasing.DONE, ended_at=at)
            trace.record("erasure.done", about=erasure, subjects=[erasure.person_id])


def _begin_or_restrict(erasure: Erasure, at: datetime) -> None:
    """Begin an erasure whose days of waiting are over; under a hold, restrict instead.

    The state is asked again inside the change: it may have been taken back a moment ago.
    """
    person = erasure.person
    with changes(actor=House(), purpose=PURPOSE) as trace:
        now = Erasure.rows.select_for_update().get(id=erasure.id)
        if now.state not in {Erasing.CONFIRMED, Erasing.RESTRICTED}:
            return
        if hold_waits(person, at=at):
            return
        if held(person):
            if now.state == Erasing.CONFIRMED:
                _step(erasure, Erasing.RESTRICTED)
                Person.rows.filter(id=person.id).update(restricted_at=at)
                trace.record("erasure.restricted", about=erasure, subjects=[person.id])
            return
        recall_everything(actor=House(), person=person, at=at)
        shredding.begin(keys_of(person))
        _step(erasure, Erasing.BEGUN)
        trace.record("erasure.begun", about=erasure, subjects=[person.id])


def _step(erasure: Erasure, state: Erasing, *, ended_at: datetime | None = None) -> None:
    erasure.state, erasure.ended_at = state.value, ended_at
    erasure.save(update_fields=["state", "ended_at"])


def _in(*states: Erasing) -> list[Erasure]:
    found = Erasure.rows.filter(state__in=[state.value for state in states])
    return list(found.select_related("person").order_by("asked_on"))
