"""Every address x method x role x whose it is. What is not in the tables here fails.

Addresses come from the resolver, rules from the policy table. What is somebody else's answers as
what there is not: the same status and headers and, but for the address, the same bytes.
"""

import copy
import re
from collections.abc import Iterator
from functools import cache
from typing import Final
from unittest.mock import patch
from urllib.parse import quote

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse

from clew.ground.accounts.policy import Rule, addresses, table
from clew.ground.accounts.roles import Role
from tests.cast import CANARY, Cast, signed_in
from tests.factories.people import Ids, unknown
from tests.guard_off import everybody_is_shown
from tests.site.sweeping import (
    CATALOGUE,
    LEADS_ON,
    NOT_THERE,
    OBJECTS,
    OPEN_OBJECTS,
    OWN_404,
    World,
    world_for,
)

_SHORTEST_ID: Final = 6  # a code; the number of a factor stands in its whole address
Said = tuple[int, bytes, frozenset[tuple[str, str]]]
_OF_LENGTH: Final = {"Content-Length"}  # a path that is shown again is not of one length
METHODS: Final = ("GET", "HEAD", "POST", "PUT", "DELETE")
# The addresses that cover each kind of rule, for the second database.
SAMPLE: Final = {
    "casework:case",
    "accounts:freeze",
    "referrals:received",
    "people:edit",
    "ui:start",
}
PERSON: Final = {"code", "to"}  # a person, and an organisation that anybody may pick
_CHANGING = re.compile(  # the tokens of forms, and when the session ends
    rb'(name="(?:csrfmiddlewaretoken|once)" value=")[^"]*"|<div class="ending">.*?</div>',
    re.DOTALL,
)
_CONVERTER = re.compile(r"<(?:(\w+):)?(\w+)>")


@cache
def parts_of(name: str) -> tuple[tuple[str, str], ...]:
    """Return (kind, name) of each identifier in an address."""
    return tuple(_CONVERTER.findall(dict(addresses())[name]))


def about(name: str) -> str:
    return table()[name].object or OPEN_OBJECTS.get(name, "")


def test_every_address_stands_in_the_policy_table_and_every_rule_has_an_address() -> None:
    assert {name for name, _ in addresses()} == set(table())


@pytest.mark.parametrize("name", [name for name, _ in addresses()])
def test_every_identifier_in_an_address_says_whose_it_is(name: str) -> None:
    loose = [part for _, part in parts_of(name) if part not in CATALOGUE]
    if loose and name in table():
        kind = about(name)
        assert kind, f"{name} has {loose} in its address, and its rule does not say what about."
        assert kind in OBJECTS, f"{name} is about a {kind}: nobody makes one for the sweep."


def path_of(name: str, ids: Ids) -> str:
    """Write an address; an identifier that is not given is one of nothing."""
    given = {
        part: ids.get(part) or CATALOGUE.get(part) or unknown(kind) for kind, part in parts_of(name)
    }
    return reverse(name, kwargs=given)


def sent(client: Client, method: str, path: str) -> HttpResponse:
    """Send one request, and undo whatever it did."""
    before = copy.deepcopy(client.cookies)
    with transaction.atomic("default"), transaction.atomic("keyring"):
        answer: HttpResponse = client.generic(method, path)
        transaction.set_rollback(True, "default")
        transaction.set_rollback(True, "keyring")
    client.cookies = before
    return answer


def said(answer: HttpResponse, path: str) -> Said:
    """Return status, body and headers without what differs in any two answers."""
    body = b"".join(answer) if answer.streaming else answer.content
    headers = {
        (name, _without(path, value))
        for name, value in answer.headers.items()
        if name not in _OF_LENGTH
    }
    shown = _CHANGING.sub(rb'\1"', body).replace(path.encode(), b"")
    return answer.status_code, shown, frozenset(headers)


def _without(path: str, value: str) -> str:
    """Take the parts of an address out of a header: it may lead on to another page of the same."""
    ids = [part for part in path.split("/") if len(part) >= _SHORTEST_ID]
    for part in (path, *ids):
        value = value.replace(part, "").replace(quote(part, safe=""), "")
    return value


def wrongs(client: Client, role: Role | None, world: World, name: str) -> Iterator[str]:
    """Yield a sentence for everything an address answers that it should not."""
    rule = table()[name]
    for method in METHODS:
        asked = world.of(about(name))
        for whose, ids in asked if method in rule.methods else asked[:1]:
            if whose == "foreign inside own" and {part for _, part in parts_of(name)} <= PERSON:
                continue  # nothing inside is named: it is one's own
            path = path_of(name, ids)
            answer = sent(client, method, path)
            who = role.value if role else "nobody"
            for wrong in judged(client, role, rule, name, method, whose, path, answer):
                yield f"{method} {name} by {who}, {whose}: {answer.status_code}, {wrong}"


def judged(
    client: Client,
    role: Role | None,
    rule: Rule,
    name: str,
    method: str,
    whose: str,
    path: str,
    answer: HttpResponse,
) -> Iterator[str]:
    status = answer.status_code
    if status >= 500:
        yield "an error"
        return
    leads = role is Role.CASE_LEAD and whose == "colleague's"
    foreign = whose not in {"own", "nothing"} and not leads
    if foreign and CANARY.encode() in said(answer, path)[1]:
        yield "shows somebody else's words"
    if method not in rule.methods:
        if status != 405:
            yield "wanted 405"
        return
    if rule.roles is not None and role is None:
        if status != (302 if method in {"GET", "HEAD"} else 401):
            yield "wanted the way to sign in"
        return
    if rule.roles is not None and role not in rule.roles:
        # To an administrator a case is not even closed: it is not there.
        wanted = 404 if role is Role.ADMINISTRATOR and rule.object == "person" else 403
        if status != wanted:
            yield f"wanted {wanted}"
        elif said(answer, path) != nothing(client, method, name):
            yield "the refusal says something of the object"
        return
    if status in {401, 403} and whose in {"own", "nothing"}:
        yield "refused, though the table allows it"
    if name in NOT_THERE:
        if status != 404:
            yield "wanted 404"
        return
    if not about(name):
        if status in {404, 405}:
            yield "not found, though nothing is named"
        return
    if whose == "own":
        return  # asked below, over all that is own
    if whose == "colleague's" and role is Role.CASE_LEAD:
        return  # leads see the cases of their team; their rooms' tests say which
    if said(answer, path) != nothing(client, method, name):
        yield "not the same as what there is not"
    elif status != 404 and not _looked_later(name, method, status):
        yield "wanted 404"


def _looked_later(name: str, method: str, status: int) -> bool:
    """Say whether the object was not looked for yet: everybody gets that answer."""
    return (method == "POST" and status in {400, 422}) or (name in LEADS_ON and status == 302)


def nothing(client: Client, method: str, name: str) -> Said:
    """Ask for what there is not; once for each client."""
    known: dict[tuple[str, str], Said] = client.__dict__.setdefault("nothing", {})
    if (method, name) not in known:
        path = path_of(name, {})
        known[method, name] = said(sent(client, method, path), path)
    return known[method, name]


def unfound(client: Client, world: World, name: str) -> bool:
    """Say whether none of one's own objects is found by any method."""
    answers = [
        sent(client, method, path_of(name, ids)).status_code
        for whose, ids in world.of(about(name))
        if whose == "own"
        for method in sorted(table()[name].methods)
    ]
    return bool(answers) and set(answers) <= {403, 404}


def client_of(cast: Cast, role: Role | None) -> Client:
    if role is None:
        return Client(HTTP_HOST="localhost", raise_request_exception=False)
    who = cast_member(cast, role)
    who.set_password("made-up people only")
    who.save()
    client = signed_in(who)
    client.raise_request_exception = False
    return client


def cast_member(cast: Cast, role: Role):  # noqa: ANN201 -- a member
    return {
        Role.ADVOCATE: cast.advocate_a,
        Role.PARTNER_OFFICER: cast.police_liaison,
    }.get(role) or getattr(cast, role.value)


def swept(cast: Cast, role: Role | None, names: list[str]) -> list[str]:
    world = world_for(cast, cast_member(cast, role) if role else None)
    if role is Role.SURVIVOR:
        world.of("consent")  # their own record is what their own pages are about
    client = client_of(cast, role)
    found = [wrong for name in names for wrong in wrongs(client, role, world, name)]
    for name in names:
        roles = table()[name].roles
        allowed = role is not None and roles is not None and role in roles
        if allowed and about(name) and name not in OWN_404 and unfound(client, world, name):
            found.append(f"{name} by {role}: one's own is not found")
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("role", [*Role, None])
def test_each_role_opens_what_its_rule_says_and_only_what_is_its_own(
    cast: Cast, role: Role | None
) -> None:
    wrong = swept(cast, role, [name for name, _ in addresses() if name in table()])
    assert wrong == [], "\n".join(wrong)


@pytest.mark.django_db
@pytest.mark.both
@pytest.mark.parametrize("role", [Role.ADVOCATE, Role.ADMINISTRATOR, None])
def test_a_sample_of_the_same_on_either_database(cast: Cast, role: Role | None) -> None:
    assert swept(cast, role, sorted(SAMPLE & set(table()))) == []


@pytest.mark.django_db
def test_the_sweep_sees_a_room_that_shows_everybodys_cases(cast: Cast) -> None:
    # Red control: the guard of the queries taken away.
    with (
        everybody_is_shown(),
        patch("clew.survivor.people.permissions.may_change", lambda *_: True),
    ):
        found = swept(cast, Role.ADVOCATE, ["people:edit"])
    assert any("foreign" in wrong for wrong in found)


@pytest.mark.django_db
def test_the_sweep_sees_a_header_that_tells_of_somebody(cast: Cast) -> None:
    # Red control: a tag by which a browser would ask again, on what there is alone.
    from clew.ground.ui.middleware import QuietHeaders  # noqa: PLC0415 -- only here
    from clew.survivor.people.models import Person  # noqa: PLC0415 -- only here

    quiet = QuietHeaders.__call__

    def tagged(self: QuietHeaders, request: HttpRequest) -> HttpResponse:
        answer = quiet(self, request)
        codes = re.findall(r"[0-9A-Z]{6}-[0-9A-Z]", request.path)
        if Person.rows.filter(code__in=codes).exists():
            answer.headers["ETag"] = '"seen"'
        return answer

    with patch.object(QuietHeaders, "__call__", tagged):
        found = swept(cast, Role.ADVOCATE, ["people:edit"])
    assert any("foreign" in wrong and "not the same" in wrong for wrong in found)


@pytest.mark.django_db
def test_the_sweep_sees_a_rule_that_lets_too_many_in(cast: Cast) -> None:
    # Red control: the wall taken away.
    with patch("clew.ground.accounts.wall._refusal", lambda *_, **__: None):
        found = swept(cast, Role.ADVOCATE, ["accounts:events"])
    assert any("wanted 403" in wrong for wrong in found)
