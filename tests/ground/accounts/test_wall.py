"""The wall: no rule, no answer; and what it asks of whoever knocks."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from django.http import HttpResponse

from clew.ground.accounts import checks, policy, wall
from clew.ground.accounts.models import Member
from clew.ground.accounts.policy import table
from clew.ground.audit.models import Event
from clew.ground.vault import permits
from clew.ground.vault.compartments import Compartment
from clew.survivor.people import actions as people
from clew.survivor.people.models import Person
from tests.cast import CANARY, TODAY, Cast, signed_in
from tests.ground.accounts.signing import browser, page, token

pytestmark = pytest.mark.django_db


def body(answer: HttpResponse) -> str:
    return answer.content.decode()


def without(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Take rules out of the table."""
    left = MappingProxyType({name: rule for name, rule in table().items() if name not in names})
    for module in (wall, checks):
        monkeypatch.setattr(module, "table", lambda: left)


def test_an_address_without_a_rule_is_not_there(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(cast.administrator)
    assert client.get("/account/members/").status_code == 200  # red control
    without(monkeypatch, "accounts:members", "ui:start")
    for path in ("/account/members/", "/"):
        answer = client.get(path)
        assert answer.status_code == 404
        here = ' aria-current="page"'  # the header knows which door this would be
        assert page(answer).replace(here, "").replace(path, "") == page(
            client.get("/zdravka/")
        ).replace("/zdravka/", "").replace(path, "")


def test_a_rule_that_is_missing_or_left_over_stops_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert checks.every_address_has_a_rule() == []  # red control
    rule = table()["ui:start"]
    changed = {name: found for name, found in table().items() if name != "accounts:members"}
    monkeypatch.setattr(checks, "table", lambda: changed | {"cellar:door": rule})
    assert [(found.id, found.msg) for found in checks.every_address_has_a_rule()] == [
        ("clew.E001", "accounts:members has no rule in the policy table."),
        ("clew.E002", "The rule cellar:door belongs to no address."),
    ]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "X-MADE"])
def test_another_method_than_the_rules_is_refused_and_told_which(cast: Cast, method: str) -> None:
    for client in (browser(), signed_in(cast.advocate_a)):
        answer = client.generic(method, "/account/me/")
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")
        assert answer.content == b""


def test_a_page_for_others_is_refused_without_a_word_of_what_is_on_it(cast: Cast) -> None:
    person = people.write_down(actor=cast.advocate_a, on=TODAY, known={"full_name": CANARY})
    seen = {
        (answer.status_code, page(answer).replace(path, ""))
        for path in (f"/people/{person.code}/edit/", "/people/QQQQQQ/edit/")
        for answer in [signed_in(cast.trainer).get(path)]
    }
    assert [status for status, _ in seen] == [403]
    assert not any(CANARY in text or person.code in text for _, text in seen)
    last = Event.objects.order_by("-seq").first()
    assert last is not None
    assert (last.kind, last.name, last.actor) == (
        "refused", "address.refused", cast.trainer.actor_id,
    )  # fmt: skip
    assert CANARY.encode() not in bytes(last.body)


@pytest.mark.parametrize("path", ["/account/me/", "/account/members/", "/", "/notices/"])
def test_head_is_get_without_the_page(cast: Cast, path: str) -> None:
    for who in (cast.administrator, cast.advocate_a):
        client = signed_in(who)
        got, head = client.get(path), client.head(path)
        assert head.status_code == got.status_code
        assert head.content == b""
        assert {name for name in got.headers if name != "Content-Length"} == {
            name for name in head.headers if name != "Content-Length"
        }


def test_what_one_request_may_open_the_next_may_not(cast: Cast) -> None:
    person = people.write_down(actor=cast.advocate_a, on=TODAY, known={"full_name": CANARY})
    signed_in(cast.advocate_a).get(f"/people/{person.code}/edit/")
    assert permits.desk().permits == set()
    assert permits.desk().keys == {}
    row = Person.rows.get(id=person.id)
    with pytest.raises(permits.NoTrace):
        _ = row.full_name


def test_a_request_begins_at_an_empty_desk(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[set[permits.Permit]] = []
    real = wall._refusal  # noqa: SLF001 -- the moment before a view is asked

    def seen(*arguments: object, **named: object) -> object:
        found.append(set(permits.desk().permits))
        return real(*arguments, **named)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(wall, "_refusal", seen)
    permits.grant([cast.advocate_a.id], list(Compartment))  # left by something before
    signed_in(cast.advocate_a).get("/account/me/")
    assert found == [set()]


@pytest.mark.both
def test_a_form_that_is_sent_twice_acts_once(cast: Cast) -> None:
    client = signed_in(cast.administrator)
    form = {
        "shown_name": "Marta Made Up", "email": "marta@clew.invalid", "roles": ["trainer"],
        "once": token(),
    }  # fmt: skip
    assert client.post("/account/members/", form).status_code == 200
    again = client.post("/account/members/", form)
    assert again.status_code == 409
    assert Member.objects.filter(email="marta@clew.invalid").count() == 1
    fresh = form | {"once": token(), "email": "mirjam@clew.invalid"}
    assert client.post("/account/members/", fresh).status_code == 200  # red control


@pytest.mark.parametrize("once", ["", "no uuid", "x" * 100_000, "\x00"])
def test_a_token_that_is_none_stops_nothing(cast: Cast, once: str) -> None:
    client = signed_in(cast.administrator)
    form = {
        "shown_name": "Marta Made Up", "email": "marta@clew.invalid", "roles": ["trainer"],
        "once": once,
    }  # fmt: skip
    assert client.post("/account/members/", form).status_code == 200


def test_a_rule_says_how_its_address_is_opened() -> None:
    rule = policy.only()
    assert rule.methods == policy.READ
    assert rule.roles == frozenset(), "nobody is let in by forgetting to name a role"
    assert replace(rule, roles=None) == policy.open_to_all()
