"""Cases for tests, of made-up people, and what pages and the chain of events say of them."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from django.http import HttpResponse

from clew.ground.accounts.models import Member
from clew.ground.audit.models import Event
from clew.support.casework.actions import open_case_for
from clew.support.casework.models import Case
from clew.survivor.people.actions import write_down
from tests.cast import CANARY, TODAY

LINES: Final = {
    "who": "A joiner with a daughter.",
    "happened": "Promised work.",
    "stands": "Waiting.",
    "wants": "My own key.",
    "next": "Call.",
}


def a_case(keeper: Member, called: str = "Marek", on: date = TODAY) -> Case:
    """Open a case of somebody whom `keeper` stands by."""
    known = {"full_name": f"{called} {CANARY}", "called": called}
    person = write_down(actor=keeper, on=on, known=known)
    return open_case_for(actor=keeper, person=person, on=on)


def at(case: Case, rest: str = "") -> str:
    """Return an address of a case."""
    return f"/cases/{case.person.code}/{rest}"


def text_of(answer: HttpResponse) -> str:
    """Return a page as text."""
    return answer.content.decode()


def reads_since(seq: int) -> list[tuple[str, set[UUID]]]:
    """Return the readings after an event, each with whom it names."""
    rows = Event.objects.filter(seq__gt=seq, kind="read").order_by("seq")
    return [(row.name, _subjects(bytes(row.body))) for row in rows]


def last_seq() -> int:
    """Return the number of the last event."""
    return Event.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def once(number: int, **fields: str) -> Mapping[str, str]:
    """Return what a form sends, with its token."""
    return {"once": str(UUID(int=number)), **fields}


def _subjects(body: bytes) -> set[UUID]:
    return {UUID(subject) for subject, _count in json.loads(body)["subjects"]}
