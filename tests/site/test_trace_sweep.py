"""Every address, allowed and refused, leaves the right event; without a trace nothing is shown.

Over the same addresses and objects as the permission sweep.
"""

import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.test import Client

from clew.ground.accounts.policy import addresses, table
from clew.ground.accounts.roles import Role
from clew.ground.audit import reads
from clew.ground.audit.models import Event
from clew.ground.audit.verifying import subjects_in
from clew.rules.consent.kinds import Purpose
from tests.cast import CANARY, Cast
from tests.factories.people import Ids
from tests.site.sweeping import World, world_for
from tests.site.test_permission_sweep import about, cast_member, client_of, path_of

# One page, several things that are told apart to whoever asks who has looked.
MORE_THAN_ONE: Final[dict[str, str]] = {}
ROLES: Final = (Role.ADVOCATE, Role.CASE_LEAD)
PURPOSES: Final = {purpose.value for purpose in Purpose} | {"own record", "count", "find_others"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, its answer, and the events it left."""

    name: str
    method: str
    whose: str
    answer: HttpResponse
    events: tuple[Event, ...]

    @property
    def shows(self) -> bool:
        """Say whether words of a person are in the answer."""
        body = b"".join(self.answer) if self.answer.streaming else self.answer.content
        return CANARY.encode() in body

    def __str__(self) -> str:
        left = [(event.kind, event.name) for event in self.events]
        return f"{self.method} {self.name} {self.whose}: {self.answer.status_code}, {left}"


def asked(client: Client, method: str, name: str, whose: str, ids: Ids) -> Asked:
    """Ask, keep the events it left, and undo whatever it did."""
    before, cookies = Event.objects.count(), copy.deepcopy(client.cookies)
    with transaction.atomic("default"), transaction.atomic("keyring"):
        answer: HttpResponse = client.generic(method, path_of(name, ids))
        events = tuple(Event.objects.filter(seq__gt=before).order_by("seq"))
        transaction.set_rollback(True, "default")
        transaction.set_rollback(True, "keyring")
    client.cookies = cookies
    return Asked(name, method, whose, answer, events)


def swept(
    cast: Cast, role: Role, methods: tuple[str, ...] = ("GET",), world: World | None = None
) -> Iterator[Asked]:
    """Ask a role for everything there is."""
    world = world or world_for(cast, cast_member(cast, role))
    client = client_of(cast, role)
    for name, _ in addresses():
        rule = table().get(name)
        if rule is None or rule.roles is None or name.startswith("account_"):
            continue
        for method in methods:
            if method in rule.methods:
                for whose, ids in world.of(about(name)):
                    yield asked(client, method, name, whose, ids)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_each_page_that_shows_somebody_left_one_reading_by_the_one_who_asked(
    cast: Cast, role: Role
) -> None:
    who, wrong, shown = cast_member(cast, role).actor_id, [], 0
    for each in swept(cast, role):
        read = [event for event in each.events if event.kind == "read"]
        if {event.actor for event in each.events} - {who}:
            wrong.append(f"{each}: by another")
        if any(event.purpose not in PURPOSES for event in read):
            wrong.append(f"{each}: for {[event.purpose for event in read]}")
        if not each.shows:
            continue
        shown += 1
        if len(read) != 1 and each.name not in MORE_THAN_ONE:
            wrong.append(f"{each}: {len(read)} readings")
        elif not all(subjects_in(bytes(event.body)) for event in read):
            wrong.append(f"{each}: names nobody")
    assert wrong == [], "\n".join(wrong)
    assert shown, "the sweep came to no page that shows somebody"


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.ADVOCATE, Role.ADMINISTRATOR])
def test_each_refusal_left_one_event_that_says_where(cast: Cast, role: Role) -> None:
    who, wrong, kinds = cast_member(cast, role).actor_id, [], Counter[int]()
    for each in swept(cast, role, ("GET", "POST")):
        refused = [event for event in each.events if event.kind == "refused"]
        expected = each.answer.status_code == 403 or (
            each.answer.status_code == 404 and bool(table()[each.name].object)
        )
        kinds[each.answer.status_code] += 1
        if len(refused) != int(expected):
            wrong.append(f"{each}: {len(refused)} refusals")
        if any(event.actor != who for event in refused):
            wrong.append(f"{each}: by another")
        if any(f'"about":"{each.name}"'.encode() not in bytes(event.body) for event in refused):
            wrong.append(f"{each}: does not say where")
        if expected and any(event.kind == "read" for event in each.events):
            wrong.append(f"{each}: refused, and read all the same")
    assert wrong == [], "\n".join(wrong)
    assert kinds[403]


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.ADVOCATE])
def test_without_a_trace_no_address_shows_anybody(
    cast: Cast, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = world_for(cast, cast_member(cast, role))
    shown = {(each.name, each.whose) for each in swept(cast, role, world=world) if each.shows}
    assert shown  # red control: with a trace they do

    def full(_events: object) -> None:
        msg = "database or disk is full"
        raise DatabaseError(msg)

    monkeypatch.setattr(reads, "commit", full)
    wrong, met = [], 0
    for each in swept(cast, role, world=world):
        if each.shows:
            wrong.append(f"{each}: shows somebody")
        if (each.name, each.whose) in shown:
            met += 1
            if each.answer.status_code != 503:
                wrong.append(f"{each}: wanted 503")
    assert wrong == [], "\n".join(wrong)
    assert met == len(shown)


BLOCKED: Final = {
    "a trigger on the table": (
        "CREATE TRIGGER nothing_goes_in BEFORE INSERT ON audit_event "
        "BEGIN SELECT RAISE(ABORT, 'blocked'); END",
        "DROP TRIGGER nothing_goes_in",
    ),
    "a database that can only be read": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fault", BLOCKED)
def test_with_the_table_blocked_in_earnest_a_case_is_answered_with_503(
    cast: Cast, fault: str
) -> None:
    world = world_for(cast, cast.advocate_a)
    ids = dict(world.of("person"))["own"]
    client = client_of(cast, Role.ADVOCATE)
    path = path_of("casework:case", ids)
    assert CANARY.encode() in client.get(path).content  # red control
    block, free = BLOCKED[fault]
    with connection.cursor() as cursor:
        cursor.execute(block)
    try:
        answer = client.get(path)
        assert answer.status_code == 503
        assert CANARY.encode() not in answer.content
    finally:
        with connection.cursor() as cursor:
            cursor.execute(free)
    assert client.get(path).status_code == 200, "it recovers by itself"
