"""After it no page of anybody knows the person; and every page that knew them before is asked."""

from collections.abc import Iterator

import pytest
from django.test import Client

from clew.ground.accounts.models import Member
from clew.ground.accounts.policy import addresses, table
from clew.ground.vault import permits
from clew.rules.consent.kinds import Purpose
from clew.survivor.people.models import Person
from clew.survivor.release.queries import released_claims
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.survivor.rights.erased import erased

pytestmark = pytest.mark.django_db


def pages_that_know(cast: Cast, person: Person) -> list[str]:
    """Return every page without an identifier, and those of the person, on which they stand."""
    known = []
    for who in (
        cast.advocate_a, cast.advocate_b, cast.case_lead, cast.lawyer, cast.police_liaison,
        cast.investigator, cast.policy_lead, cast.data_steward, cast.auditor,
    ):  # fmt: skip
        client = signed_in(Member.objects.get(id=who.id), shown_for=person.id)
        known += [
            f"{name} by {who.shown_name}"
            for name, path in paths(person)
            if not (table()[name].roles or frozenset()).isdisjoint(who.roles)
            if shows(client, path, person)
        ]
        permits.clear()
    return known


def paths(person: Person) -> Iterator[tuple[str, str]]:
    for name, pattern in addresses():
        if ":" not in name or name not in table() or "GET" not in table()[name].methods:
            continue  # what has no room is for signing in
        if "<" not in pattern:
            yield name, f"/{pattern}"
        elif pattern.count("<") == 1 and "<str:code>" in pattern:
            yield name, "/" + pattern.replace("<str:code>", person.code)


def shows(client: Client, path: str, person: Person) -> bool:
    answer = client.get(path)
    if answer.status_code != 200:
        return False
    body = b"".join(answer) if answer.streaming else answer.content
    text = body.decode("utf-8", "replace")
    return CANARY in text or person.code in text or "07700 900" in text


def test_every_page_that_knew_them_knows_them_no_longer(cast: Cast, person: Person) -> None:
    before = pages_that_know(cast, person)
    for page in (
        "casework:list by Ada Advocate", "casework:case by Cleo Lead",
        "rights:person by Ada Advocate", "contact:rules by Ada Advocate",
        "consent:list by Ada Advocate", "notices:list by Bea Advocate",
    ):  # fmt: skip
        assert page in before  # red control: the sweep does see them
    erased(cast, person)
    assert pages_that_know(cast, person) == []


def test_the_circle_and_the_own_page_know_them_no_longer(cast: Cast, person: Person) -> None:
    own = signed_in(cast.survivor)
    assert own.get("/my/").status_code == 200
    assert released_claims(cast.investigator, Purpose.FIND_OTHERS, on=TODAY) != ()
    erased(cast, person)
    assert released_claims(cast.investigator, Purpose.FIND_OTHERS, on=TODAY) == ()
    assert own.get("/my/").status_code == 302  # signed out, and nobody can sign in there again
    account = Member.objects.get(id=cast.survivor.id)
    assert (account.is_active, account.shown_name) == (False, "")
