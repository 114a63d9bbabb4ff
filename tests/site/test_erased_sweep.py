"""After an erasure every address about the person answers as about somebody there never was."""

import pytest
from django.test import Client

from clew.ground.accounts.policy import addresses, table
from clew.ground.accounts.roles import Role
from clew.ground.vault import permits
from clew.survivor.contact import actions as contact
from clew.survivor.people.queries import person_for
from tests.cast import CANARY, TODAY, Cast
from tests.factories import people
from tests.factories.people import Ids
from tests.site.test_permission_sweep import (
    METHODS,
    client_of,
    nothing,
    parts_of,
    path_of,
    said,
    sent,
)
from tests.survivor.rights.erased import erased

pytestmark = pytest.mark.django_db

ROLES = [
    Role.ADVOCATE, Role.CASE_LEAD, Role.DATA_STEWARD, Role.PARTNER_OFFICER, Role.LAWYER,
    Role.INVESTIGATOR, Role.ADMINISTRATOR, Role.AUDITOR,
]  # fmt: skip
# What was handed over is recalled: that it was, and the recipient's answer, stay without a word.
RECALLED = frozenset({"sharing:one", "sharing:answer"})
WITH_THEIR_IDS = [
    name
    for name, _ in addresses()
    if {"code", "release_id", "consent_id"} & {part for _, part in parts_of(name)}
]


def told_apart(client: Client, ids: Ids, may_stay: frozenset[str] = frozenset()) -> list[str]:
    """Return the addresses that answer otherwise than about nobody."""
    found = []
    for name in WITH_THEIR_IDS:
        for method in sorted(set(METHODS) & set(table()[name].methods)):
            path = path_of(name, ids)
            answer = said(sent(client, method, path), path)
            stays = name in may_stay and CANARY.encode() not in answer[1]
            if answer != nothing(client, method, name) and not stays:
                found.append(f"{method} {name}: {answer[0]}")
    return found


@pytest.mark.parametrize("role", ROLES)
def test_an_erased_person_is_nobody_at_every_address(cast: Cast, role: Role) -> None:
    ids = people.person_ids(cast.advocate_a, cast.police)
    person = person_for(cast.advocate_a, ids["code"])
    contact.agree_on(
        actor=cast.advocate_a, person=person, how=CANARY, when="", never="",
        checked_with="person", checked_on=TODAY,
    )  # fmt: skip
    permits.clear()
    client = client_of(cast, role)
    if role in {Role.ADVOCATE, Role.PARTNER_OFFICER}:
        assert told_apart(client, ids)  # control: they were there
    client.__dict__.pop("nothing", None)
    assert erased(cast, person).state == "done"
    may_stay = RECALLED if role is Role.PARTNER_OFFICER else frozenset[str]()
    assert told_apart(client_of(cast, role), ids, may_stay) == []
