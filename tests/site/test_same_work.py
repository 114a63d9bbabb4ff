"""What is somebody else's takes the same work as what there is not: the clock tells nothing either.

The answers are the same by the permission sweep. Here the statements are: how many, and which. The
time itself is measured by `./clew bench not-found`.
"""

import re

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from clew.ground.accounts.policy import addresses, table
from clew.ground.accounts.roles import Role
from tests.cast import Cast
from tests.factories.people import Ids
from tests.guard_off import everybody_is_shown
from tests.site.sweeping import world_for
from tests.site.test_permission_sweep import about, cast_member, client_of, path_of, sent

pytestmark = pytest.mark.django_db

ROLES = [Role.ADVOCATE, Role.LAWYER, Role.PARTNER_OFFICER, Role.DATA_STEWARD, Role.INVESTIGATOR]
# Whatever is compared: identifiers, and how many marks a list has.
_VALUES = re.compile(r"\bs\d+_x\d+\b|'[^']*'|\b\d+\b|\b[0-9a-f]{32}\b|%s")


def work(client: Client, method: str, name: str, ids: Ids) -> list[str]:
    """Return every statement that an answer took, without its values."""
    path = path_of(name, ids)
    with (
        CaptureQueriesContext(connections["default"]) as main,
        CaptureQueriesContext(connections["keyring"]) as keyring,
    ):
        sent(client, method, path)
    return [_VALUES.sub("?", each["sql"]) for each in [*main, *keyring]]


def told_apart(cast: Cast, role: Role, names: list[str]) -> list[str]:
    """Return the addresses where somebody else's takes other work than nothing."""
    world = world_for(cast, cast_member(cast, role))
    client = client_of(cast, role)
    found = []
    for name in names:
        for method in sorted({"GET", "POST"} & set(table()[name].methods)):
            work(client, method, name, {})  # what is remembered after a first answer
            nothing = work(client, method, name, {})
            for whose, ids in world.of(about(name)):
                if whose == "foreign" and work(client, method, name, ids) != nothing:
                    found.append(f"{method} {name} by {role.value}")
    return found


def with_objects(role: Role) -> list[str]:
    """Return the addresses about somebody's things that a role may open."""
    return [
        name
        for name, _ in addresses()
        if about(name) and (roles := table()[name].roles) is not None and role in roles
    ]


@pytest.mark.parametrize("role", ROLES)
def test_somebody_elses_takes_the_same_work_as_nothing(cast: Cast, role: Role) -> None:
    names = with_objects(role)
    assert names
    assert told_apart(cast, role, names) == []


def test_a_room_that_looks_first_and_asks_then_is_seen(cast: Cast) -> None:
    # Red control: the person is fetched, and who stands by them is asked after that.
    with everybody_is_shown():
        assert told_apart(cast, Role.ADVOCATE, ["people:edit"])
